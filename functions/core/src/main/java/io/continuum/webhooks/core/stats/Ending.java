package io.continuum.webhooks.core.stats;

import java.time.Duration;
import java.time.Instant;

/**
 * One recorded attempt, or a delivery's end without one, as far as the stats care.
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
        /** It was given up without a request: it had waited too long, or could not be signed. */
        GIVEN_UP,
        /** A delivery that was being retried was given up without a further request. */
        GIVEN_UP_RETRYING,
        /** The first attempt, and its receiver wants no other of this delivery: cancelled, so in no total. */
        DROPPED,
        /** A later attempt, and its receiver wants no other of this delivery. */
        DROPPED_RETRYING,
        /** A retry by hand made a dead letter a success. */
        REVIVED,
        /** A retry by hand changed nothing: what was final stays as it was. */
        UNCHANGED;

        /** Returns whether a request was made. */
        public boolean isRequest() {
            return this != GIVEN_UP && this != GIVEN_UP_RETRYING;
        }

        /**
         * Returns whether it tells how the receiver fares. What ended without a request does not; nor does an answer by
         * which a receiver that is alive turns down one delivery.
         */
        public boolean judgesReceiver() {
            return switch (this) {
                case FINISHED, STARTED_RETRYING, STILL_RETRYING, FINISHED_RETRYING, REVIVED, UNCHANGED -> true;
                case GIVEN_UP, GIVEN_UP_RETRYING, DROPPED, DROPPED_RETRYING -> false;
            };
        }
    }
}
