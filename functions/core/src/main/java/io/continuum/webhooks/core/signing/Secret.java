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

    private static final String STANDARD_PREFIX = SecretForm.STANDARD.prefix();
    private static final byte[] SIGNING_LABEL = "continuum-signing".getBytes(StandardCharsets.UTF_8);
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

    /** Makes a new one as {@link SecretForm#CONTINUUM} has them. */
    public static Secret generate(RandomGenerator random) {
        return generate(random, SecretForm.CONTINUUM);
    }

    /**
     * Makes a new one: the form's prefix and 32 random bytes.
     *
     * @param random a cryptographically strong one, such as {@link java.security.SecureRandom}
     */
    public static Secret generate(RandomGenerator random, SecretForm form) {
        byte[] bytes = new byte[GENERATED_BYTES];
        random.nextBytes(bytes);
        Base64.Encoder encoder = switch (form) {
            case CONTINUUM -> Base64.getUrlEncoder().withoutPadding();
            case STANDARD -> Base64.getEncoder();
        };
        return new Secret(form.prefix() + encoder.encodeToString(bytes));
    }

    /** Returns what the API shows after creation: {@code whs_****} and the last 4 characters. */
    public String masked() {
        return masked(SecretForm.CONTINUUM.prefix());
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

    /**
     * Returns the key of every signature of a webhook that sends its secret as it is (spec.md §7): who reads the secret
     * off the wire or out of a log and does not know of this step has no key.
     */
    public byte[] derivedKey() {
        return Hmac.sha256(hmacKey(), SIGNING_LABEL);
    }

    /** Returns {@link #derivedKey()} in the form that every Standard Webhooks library takes. */
    public String derivedStandardSecret() {
        return STANDARD_PREFIX + Hmac.base64(derivedKey());
    }

    /**
     * Returns whether it begins as half of a key pair does: verifiers take it for one, and verify nothing that it signs.
     */
    public boolean isLikeKeyOfPair() {
        return value.startsWith(PublicKey.STANDARD_PREFIX) || value.startsWith(Ed25519Key.PREFIX);
    }

    /** Returns whether it can be sent as a header's value, whole and unchanged (RFC 9110 §5.5): printable ASCII. */
    public boolean fitsHeader() {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~') && value.equals(value.strip());
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

    private static boolean isValid(String value) {
        var size = value.getBytes(StandardCharsets.UTF_8).length;
        return size >= MIN_BYTES
                && size <= MAX_BYTES
                && StandardCharsets.UTF_8.newEncoder().canEncode(value);
    }
}
