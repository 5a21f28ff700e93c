package io.continuum.webhooks.core.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a webhook's signatures are made with. It never shows itself: {@code toString} is redacted, and comparing takes
 * the same time wherever the difference is.
 *
 * @param value 16 to 128 bytes as UTF-8, kept and answered as given
 */
public record Secret(String value) {
    /** Fewest bytes: 128 bits, as the Standard Webhooks key has at least 16 too (spec.md §4). */
    public static final int MIN_BYTES = 16;

    /** Most bytes (spec.md §4). */
    public static final int MAX_BYTES = 128;

    private static final String PREFIX = "whs_";
    private static final String STANDARD_PREFIX = "whsec_";
    private static final int GENERATED_BYTES = 32;
    private static final int SHOWN_CHARACTERS = 4;

    /**
     * Checks the length.
     *
     * @throws IllegalArgumentException if it is not 16 to 128 bytes of UTF-8; the message does not show it
     */
    public Secret {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a secret has 16 to 128 bytes of UTF-8");
        }
    }

    /** Reads a secret that came from outside; empty if it is not 16 to 128 bytes of UTF-8. */
    public static Optional<Secret> of(String value) {
        return isValid(value) ? Optional.of(new Secret(value)) : Optional.empty();
    }

    /**
     * Makes a new one: {@code whs_} and 32 random bytes as base64url.
     *
     * @param random a cryptographically strong one, such as {@link java.security.SecureRandom}
     */
    public static Secret generate(RandomGenerator random) {
        return new Secret(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(random)));
    }

    /**
     * Makes a new one as LanOnasis and Standard Webhooks clients expect it: {@code whsec_} and 32 random bytes as base64.
     *
     * @param random a cryptographically strong one, such as {@link java.security.SecureRandom}
     */
    public static Secret generateStandard(RandomGenerator random) {
        return new Secret(STANDARD_PREFIX + Hmac.base64(bytes(random)));
    }

    /** Returns what the API shows after creation: {@code whs_****} and the last 4 characters. */
    public String masked() {
        return masked(PREFIX);
    }

    /** Returns the prefix, four asterisks and {@link #ending()}. */
    public String masked(String prefix) {
        return prefix + "****" + ending();
    }

    /** Returns the last 4 characters, or fewer if that were more than a quarter; never half of a surrogate pair. */
    public String ending() {
        var shown = Math.min(SHOWN_CHARACTERS, value.codePointCount(0, value.length()) / 4);
        return value.substring(value.offsetByCodePoints(value.length(), -shown));
    }

    /** Returns the key of the formats' own signatures: the characters as shown, in UTF-8. */
    public byte[] hmacKey() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the key of the Standard Webhooks signature: what follows {@code whsec_} if that is base64 of at least 16
     * bytes, else the same characters as {@link #hmacKey()}.
     */
    public byte[] standardKey() {
        if (!value.startsWith(STANDARD_PREFIX)) {
            return hmacKey();
        }
        try {
            var decoded = Base64.getDecoder().decode(value.substring(STANDARD_PREFIX.length()));
            return decoded.length < MIN_BYTES ? hmacKey() : decoded;
        } catch (IllegalArgumentException e) {
            return hmacKey();
        }
    }

    /** Returns {@link #standardKey()} in the form that every Standard Webhooks library takes. */
    public String standardSecret() {
        return STANDARD_PREFIX + Hmac.base64(standardKey());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(hmacKey(), that.hmacKey());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }

    private static byte[] bytes(RandomGenerator random) {
        var bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static boolean isValid(String value) {
        var size = value.getBytes(StandardCharsets.UTF_8).length;
        return size >= MIN_BYTES
                && size <= MAX_BYTES
                && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }
}
