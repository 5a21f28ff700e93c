package io.continuum.webhooks.core.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An Ed25519 key pair (RFC 8032) of one webhook. It never shows itself: {@code toString} is redacted, and comparing
 * takes the same time wherever the difference is. Thread-safe.
 *
 * @param text {@code whsk_} and base64 of the 32 secret bytes and the 32 public ones: the form of Standard Webhooks
 */
public record Ed25519Key(String text) {
    static final String PREFIX = "whsk_";

    private static final String ALGORITHM = "Ed25519";
    private static final int HALF = 32;

    /**
     * Checks the form; that the two halves belong together is trusted.
     *
     * @throws IllegalArgumentException if it is not {@code whsk_} and base64 of 64 bytes; the message does not show it
     */
    public Ed25519Key {
        if (decoded(text).isEmpty()) {
            throw new IllegalArgumentException("an Ed25519 key is whsk_ and base64 of 64 bytes");
        }
    }

    /**
     * Makes a new one.
     *
     * @param random a cryptographically strong one, such as {@link SecureRandom}
     */
    public static Ed25519Key generate(RandomGenerator random) {
        byte[] seed = new byte[HALF];
        random.nextBytes(seed);
        byte[] pair = Arrays.copyOf(seed, 2 * HALF);
        System.arraycopy(publicBytes(seed), 0, pair, HALF, HALF);
        return new Ed25519Key(PREFIX + Hmac.base64(pair));
    }

    /** Returns the 64 bytes of the signature (RFC 8032 §5.1.6) of the parts, one after the other. */
    public byte[] sign(byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            EdECPrivateKeySpec spec = new EdECPrivateKeySpec(NamedParameterSpec.ED25519, half(0));
            signature.initSign(KeyFactory.getInstance(ALGORITHM).generatePrivate(spec));
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Returns the public half, to be published until {@code validUntil}. */
    public PublicKey publicKey(Instant validUntil) {
        return PublicKey.of(half(HALF), validUntil);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ed25519Key that && MessageDigest.isEqual(utf8(text), utf8(that.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "Ed25519Key[redacted]";
    }

    private byte[] half(int from) {
        return Arrays.copyOfRange(decoded(text).orElseThrow(), from, from + HALF);
    }

    private static Optional<byte[]> decoded(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text.substring(PREFIX.length()));
            return bytes.length == 2 * HALF ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The JDK computes a public key from a secret one only while it generates both, so it is handed the seed as chance. */
    private static byte[] publicBytes(byte[] seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new Chosen(seed));
            byte[] x509 = generator.generateKeyPair().getPublic().getEncoded();
            // RFC 8410 §4: what comes before the key's 32 bytes is the algorithm's name.
            return Arrays.copyOfRange(x509, x509.length - HALF, x509.length);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("this Java platform has no " + ALGORITHM, e);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Gives what was chosen before. */
    private static final class Chosen extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        private Chosen(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] out) {
            if (out.length != bytes.length) {
                throw new IllegalStateException("an Ed25519 seed has " + bytes.length + " bytes, not " + out.length);
            }
            System.arraycopy(bytes, 0, out, 0, out.length);
        }
    }
}
