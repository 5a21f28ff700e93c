package io.continuum.webhooks.core.stats;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One hour of the series: deliveries that reached their end in it.
 *
 * @param start the full hour, UTC
 * @param successful deliveries that succeeded
 * @param failed deliveries that became dead letters
 * @param durationMs sum of the ending attempts' durations, milliseconds
 */
public record Hour(Instant start, long successful, long failed, long durationMs) {
    /** Truncates the start to the hour. */
    public Hour {
        start = start.truncatedTo(ChronoUnit.HOURS);
    }

    /** Returns the empty hour that {@code now} lies in. */
    public static Hour of(Instant now) {
        return new Hour(now, 0, 0, 0);
    }

    /** Returns how many deliveries ended in this hour. */
    public long total() {
        return successful + failed;
    }

    /** Returns whether {@code now} lies in this hour. */
    public boolean covers(Instant now) {
        return start.equals(now.truncatedTo(ChronoUnit.HOURS));
    }

    /** Returns this hour with one of its failures turned into a success; with one more success if it has no failure. */
    Hour revived() {
        return new Hour(start, successful + 1, Math.max(0, failed - 1), durationMs);
    }

    Hour plus(boolean success, long duration) {
        return new Hour(start, successful + (success ? 1 : 0), failed + (success ? 0 : 1), durationMs + duration);
    }
}
