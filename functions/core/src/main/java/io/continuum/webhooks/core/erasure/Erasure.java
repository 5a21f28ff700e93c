package io.continuum.webhooks.core.erasure;

import io.continuum.webhooks.core.id.JobKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The receipt of an erasure: it covers the events of one user that were accepted before it was asked for.
 *
 * @param key whose and which
 * @param userId whose events lose their payload
 * @param requestedAt when it was asked for
 * @param completedAt when every payload that is known was gone; null before
 * @param counts what it touched
 */
public record Erasure(
        JobKey key,
        String userId,
        Instant requestedAt,
        @Nullable Instant completedAt,
        Counts counts) {
    /** Longest user id that can be asked for, in characters. */
    public static final int MAX_USER_ID = 200;

    /**
     * What was touched so far.
     *
     * @param events events that lost their payload
     * @param deliveries deliveries of these events
     * @param cancelled those of them that had not ended
     */
    public record Counts(int events, int deliveries, int cancelled) {
        /** Nothing yet. */
        public static final Counts NONE = new Counts(0, 0, 0);

        /** Returns the sum. */
        public Counts plus(Counts more) {
            return new Counts(events + more.events, deliveries + more.deliveries, cancelled + more.cancelled);
        }
    }

    /** Returns an erasure that begins now. */
    public static Erasure asked(JobKey key, String userId, Instant now) {
        return new Erasure(key, userId, now, null, Counts.NONE);
    }

    /** Returns the receipt of the work that is done. */
    public Erasure completed(Counts all, Instant now) {
        return new Erasure(key, userId, requestedAt, now, all);
    }

    /** Returns the names only: whose events they are does not belong in logs. */
    @Override
    public String toString() {
        return "Erasure[%s of %s]".formatted(key.job(), key.tenant());
    }
}
