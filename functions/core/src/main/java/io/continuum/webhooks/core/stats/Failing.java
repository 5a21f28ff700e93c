package io.continuum.webhooks.core.stats;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock that disables a webhook of which nothing but failures come. It starts with the first failure after a success,
 * after the webhook was enabled again, or after a gap, and is read off the totals as they are: no write of its own. Pure.
 */
public final class Failing {
    /** After so much time of nothing but failures a webhook is disabled. Source: spec §5. */
    public static final Duration LIMIT = Duration.ofDays(5);

    /** After so much of it, half, the tenant is warned. */
    public static final Duration WARNING = LIMIT.dividedBy(2);

    /**
     * With more time between two failures the clock starts anew: one old failure and one new one say little about a
     * receiver that is rarely used. Longer than the longest delay of a schedule, 24 h and its jitter; so the limit takes
     * at least five failures.
     */
    public static final Duration GAP = Duration.ofHours(36);

    private Failing() {}

    /** Returns since when nothing but failures came, if an attempt that ended at {@code failure} fails too. */
    public static Instant since(Stats stats, Instant failure) {
        Instant since = stats.failingSince();
        Instant last = stats.lastFailureAt();
        boolean goesOn = since != null && (last == null || !last.plus(GAP).isBefore(failure));
        return since != null && goesOn ? since : failure;
    }

    /** Returns whether a failure at {@code failure} is the first one beyond {@link #WARNING}. */
    public static boolean warns(Stats stats, Instant failure) {
        Instant at = since(stats, failure).plus(WARNING);
        Instant last = stats.lastFailureAt();
        return !failure.isBefore(at) && (last == null || last.isBefore(at));
    }

    /** Returns whether a failure at {@code failure} is one beyond {@link #LIMIT}. */
    public static boolean disables(Stats stats, Instant failure) {
        return !failure.isBefore(since(stats, failure).plus(LIMIT));
    }
}
