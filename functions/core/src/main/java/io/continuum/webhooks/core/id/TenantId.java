package io.continuum.webhooks.core.id;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The account that everything belongs to.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9_-]}
 */
public record TenantId(String value) implements Comparable<TenantId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of that form
     */
    public TenantId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a tenant id is 1 to 64 of [A-Za-z0-9_-]");
        }
    }

    /** Reads an id that came from outside; empty if it is not of the form. */
    public static Optional<TenantId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new TenantId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
