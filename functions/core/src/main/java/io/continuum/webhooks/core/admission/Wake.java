package io.continuum.webhooks.core.admission;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When the maintenance function looks at a webhook next.
 *
 * @param at the time; null = nothing waits for it
 * @param additions how often something was given to it; a step clears the time only if this has not moved meanwhile
 */
public record Wake(@Nullable Instant at, long additions) {
    /** Nothing waits. */
    public static final Wake NONE = new Wake(null, 0);

    /** Returns this wake with something added that is due at {@code when}: the earlier time holds. */
    public Wake added(Instant when) {
        return new Wake(at == null || when.isBefore(at) ? when : at, additions + 1);
    }

    /** Returns this wake with its time moved, or cleared with null. */
    public Wake movedTo(@Nullable Instant when) {
        return new Wake(when, additions);
    }
}
