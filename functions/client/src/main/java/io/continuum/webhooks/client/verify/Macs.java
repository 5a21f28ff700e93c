package io.continuum.webhooks.client.verify;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, compared in constant time. */
final class Macs {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    private Macs() {}

    static byte[] of(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** Returns whether one of the keys made the signature; all are tried, so that the time tells nothing. */
    static boolean anyMade(byte[] signature, List<byte[]> keys, byte[]... parts) {
        boolean found = false;
        for (byte[] key : keys) {
            found |= MessageDigest.isEqual(signature, of(key, parts));
        }
        return found;
    }

    static byte[] hex(String text) throws SignatureHeaders.Rejected {
        try {
            return sized(HexFormat.of().parseHex(text));
        } catch (IllegalArgumentException e) {
            throw new SignatureHeaders.Rejected(Verdict.Reason.MALFORMED_HEADER);
        }
    }

    private static byte[] sized(byte[] bytes) throws SignatureHeaders.Rejected {
        if (bytes.length != BYTES) {
            throw new SignatureHeaders.Rejected(Verdict.Reason.MALFORMED_HEADER);
        }
        return bytes;
    }

    /**
     * Returns the key of a Standard Webhooks signature: what follows {@code whsec_} where that is base64 of at least 16
     * bytes, else the secret's own characters.
     */
    static byte[] standardKey(String secret) {
        if (secret.startsWith("whsec_")) {
            try {
                byte[] decoded = Base64.getDecoder().decode(secret.substring("whsec_".length()));
                if (decoded.length >= BYTES / 2) {
                    return decoded;
                }
            } catch (IllegalArgumentException e) {
                return characters(secret);
            }
        }
        return characters(secret);
    }

    static byte[] characters(String secret) {
        return secret.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
