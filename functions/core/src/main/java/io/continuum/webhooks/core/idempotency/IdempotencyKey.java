package io.continuum.webhooks.core.idempotency;

import java.util.Optional;

/**
 * What a client calls one thing that it wants done once.
 *
 * @param value 1 to 255 visible ASCII characters
 */
public record IdempotencyKey(String value) {
    /** Longest key, in characters. Source: what Stripe takes. */
    public static final int MAX_LENGTH = 255;

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of that form
     */
    public IdempotencyKey {
        if (!isValid(value)) {
            throw new IllegalArgumentException("an idempotency key is 1 to 255 visible ASCII characters");
        }
    }

    /** Reads a key that came from outside; empty if it is not of the form. */
    public static Optional<IdempotencyKey> parse(String text) {
        return isValid(text) ? Optional.of(new IdempotencyKey(text)) : Optional.empty();
    }

    private static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    /** Says nothing: clients put names of their own into keys, and they do not belong in logs. */
    @Override
    public String toString() {
        return "IdempotencyKey[…]";
    }
}
