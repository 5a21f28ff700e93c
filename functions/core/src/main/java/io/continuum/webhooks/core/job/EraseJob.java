package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.JobKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An erasure on its way through a user's events. It goes twice: the second time, some minutes later, finds what was on
 * its way when the first one passed, and counts.
 *
 * @param key the erasure's
 * @param revision moves with every change
 * @param userId whose events
 * @param askedAt events accepted before this are meant
 * @param progress how far it is
 * @param wakeAt when the next slice is due; null when it is done
 */
public record EraseJob(
        JobKey key,
        long revision,
        String userId,
        Instant askedAt,
        Progress progress,
        @Nullable Instant wakeAt) implements Job {
    /**
     * How far an erasure is.
     *
     * @param second whether it goes through the events for the second time
     * @param cursor where the list goes on; null = from the oldest
     * @param begun the event behind the cursor, if it went to more webhooks than one slice takes; null = none
     * @param counts what was found since this round began
     */
    public record Progress(
            boolean second,
            @Nullable String cursor,
            @Nullable Begun begun,
            Erasure.Counts counts) {
        /** The beginning of a round. */
        static Progress round(boolean second) {
            return new Progress(second, null, null, Erasure.Counts.NONE);
        }

        /** Returns how many deliveries of {@code event} are done. */
        int done(EventId event) {
            return begun != null && begun.event.equals(event) ? begun.deliveries : 0;
        }
    }

    /**
     * An event that is done in parts.
     *
     * @param event which one
     * @param deliveries how many of its deliveries are done
     */
    public record Begun(EventId event, int deliveries) {}

    /** Returns the job of an erasure, which begins now. */
    public static EraseJob of(Erasure erasure) {
        return new EraseJob(
                erasure.key(),
                1,
                erasure.userId(),
                erasure.requestedAt(),
                Progress.round(false),
                erasure.requestedAt());
    }

    @Override
    public EraseJob atRevision(long other) {
        return new EraseJob(key, other, userId, askedAt, progress, wakeAt);
    }

    /** Returns this job further on. */
    EraseJob with(Progress next, @Nullable Instant wake) {
        return new EraseJob(key, revision, userId, askedAt, next, wake);
    }

    /** Returns the names only: whose events they are does not belong in logs. */
    @Override
    public String toString() {
        return "EraseJob[%s of %s]".formatted(key.job(), key.tenant());
    }
}
