package io.continuum.webhooks.core.stats;

import java.time.Duration;
import java.time.Instant;

/**
 * One recorded attempt, as far as the stats care.
 *
 * @param effect what it did to its delivery
 * @param succeeded whether the receiver accepted it
 * @param duration of the request
 * @param at when it ended
 */
public record Ending(Effect effect, boolean succeeded, Duration duration, Instant at) {
    /** What an attempt did to the totals. */
    public enum Effect {
        /** The first attempt, and it settled the delivery. */
        FINISHED,
        /** The first attempt failed and another is due. */
        STARTED_RETRYING,
        /** A later attempt failed and another is due: totals stay. */
        STILL_RETRYING,
        /** A later attempt settled a delivery that was being retried. */
        FINISHED_RETRYING,
        /** A retry by hand made a dead letter a success. */
        REVIVED,
        /** A retry by hand changed nothing: what was final stays as it was. */
        UNCHANGED
    }
}
