package io.continuum.webhooks.client.verify;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/** Ed25519 as Standard Webhooks writes it: {@code whpk_} and the base64 of 32 bytes. */
final class PublicKeys {
    private static final String PREFIX = "whpk_";
    private static final int BYTES = 32;
    private static final String MALFORMED = "a public key is whpk_ and the base64 of 32 bytes";

    /** What precedes the 32 bytes in a SubjectPublicKeyInfo (RFC 8410 §4). */
    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    private PublicKeys() {}

    static boolean isOne(String key) {
        return key.startsWith(PREFIX);
    }

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException if it is not {@code whpk_} and the base64 of 32 bytes
     */
    static PublicKey read(String key) {
        byte[] point = decoded(key.substring(PREFIX.length()));
        if (point.length != BYTES) {
            throw new IllegalArgumentException(MALFORMED);
        }
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(Macs.joined(SPKI, point)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(MALFORMED, e);
        }
    }

    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(MALFORMED, e);
        }
    }

    static boolean made(PublicKey key, byte[] signature, byte[]... parts) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            for (byte[] part : parts) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature that is no point of the curve: as wrong as any other.
            return false;
        }
    }
}
