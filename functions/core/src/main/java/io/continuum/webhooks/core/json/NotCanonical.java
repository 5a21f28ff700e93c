package io.continuum.webhooks.core.json;

/**
 * Thrown for a value without a canonical form: an infinite number or NaN, a decimal beyond the doubles, half of a
 * surrogate pair, or a node that is not JSON. What {@link StrictJson} accepted never causes it, so it means a bug.
 */
public final class NotCanonical extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    NotCanonical(String message) {
        super(message);
    }
}
