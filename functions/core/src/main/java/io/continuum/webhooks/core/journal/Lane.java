package io.continuum.webhooks.core.journal;

import org.jspecify.annotations.Nullable;

/**
 * Which deliveries a value is about: a few dozen combinations at most, whatever the number of webhooks.
 *
 * @param format the wire form's name; null = not known, or all
 * @param priority the priority's code; null = not known, or all
 */
public record Lane(@Nullable String format, @Nullable String priority) {
    /** The whole stage. */
    public static final Lane ALL = new Lane(null, null);
}
