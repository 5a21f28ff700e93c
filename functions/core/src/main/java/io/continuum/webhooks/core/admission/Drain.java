package io.continuum.webhooks.core.admission;

import io.continuum.webhooks.core.stats.Stats;
import java.time.Instant;

/**
 * How far the release of what waited for a webhook is, since its breaker closed or it was enabled again.
 *
 * @param startedAt when the first of them was released
 * @param plannedUntil up to when releases are decided: their tasks are, or are about to be, in a queue
 * @param released how many were released since {@code startedAt}
 * @param step how many may go in the next ten seconds, by the ramp alone
 * @param attempts of {@link Stats}, when the last plan was made
 * @param durationMs of {@link Stats}, when the last plan was made
 */
public record Drain(Instant startedAt, Instant plannedUntil, int released, int step, long attempts, long durationMs) {
    /** Returns a drain that begins at {@code now} with {@code step} deliveries. */
    public static Drain begun(Instant now, int step, Stats stats) {
        return new Drain(now, now, 0, step, stats.attempts(), stats.durationMs());
    }

    /** Returns this drain with {@code more} released, decided up to {@code until}. */
    public Drain planned(Instant until, int more, int nextStep, Stats stats) {
        return new Drain(startedAt, until, released + more, nextStep, stats.attempts(), stats.durationMs());
    }
}
