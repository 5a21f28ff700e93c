package io.continuum.webhooks.core.admission;

import java.time.Duration;
import java.time.Instant;

/**
 * Requests admitted in one clock minute.
 *
 * @param minute minutes since the epoch
 * @param used requests admitted in it
 */
public record RateWindow(long minute, int used) {
    private static final long SECONDS = Duration.ofMinutes(1).toSeconds();

    /** Returns the window that {@code now} lies in: this one, or a new one. */
    public RateWindow at(Instant now) {
        long current = Math.floorDiv(now.getEpochSecond(), SECONDS);
        return current == minute ? this : new RateWindow(current, 0);
    }

    /** Returns this window with one more request. */
    public RateWindow plusOne() {
        return new RateWindow(minute, used + 1);
    }

    /** Returns the first instant of the next window. */
    public Instant end() {
        return Instant.ofEpochSecond((minute + 1) * SECONDS);
    }
}
