package io.continuum.webhooks.core.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * The public half of an {@link Ed25519Key}.
 *
 * @param x the 32 bytes as base64url without padding: the member {@code x} of a JWK (RFC 8037 §2)
 * @param validUntil first instant at which nothing is signed with its secret half; {@link Instant#MAX} = no end is set
 */
public record PublicKey(String x, Instant validUntil) {
    static final String STANDARD_PREFIX = "whpk_";

    private static final int BYTES = 32;

    /**
     * Checks the key.
     *
     * @throws IllegalArgumentException if {@code x} is not base64url of 32 bytes
     */
    public PublicKey {
        if (Base64.getUrlDecoder().decode(x).length != BYTES) {
            throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
        }
    }

    /** Returns the key of these 32 bytes. */
    static PublicKey of(byte[] bytes, Instant validUntil) {
        return new PublicKey(base64Url(bytes), validUntil);
    }

    /** Returns the 32 bytes, a new array each time. */
    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(x);
    }

    /** Returns the form that Standard Webhooks libraries take: {@code whpk_} and base64. */
    public String standardText() {
        return STANDARD_PREFIX + Hmac.base64(bytes());
    }

    /** Returns the key's name: its SHA-256 thumbprint (RFC 7638, with the members of RFC 8037 §2) as base64url. */
    public String kid() {
        String members = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + x + "\"}";
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return base64Url(sha256.digest(members.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns whether something may be signed with its secret half at {@code now}. */
    public boolean isValidAt(Instant now) {
        return now.isBefore(validUntil);
    }

    private static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
