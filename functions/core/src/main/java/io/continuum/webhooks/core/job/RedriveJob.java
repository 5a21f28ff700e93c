package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.JobKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that get another attempt each, at a pace.
 *
 * @param key whose and which
 * @param revision moves with every change
 * @param what which ones
 * @param askedAt when it was asked for; what died later is not meant
 * @param perMinute the most that are sent in a minute, 1 to {@link #MAX_PACE}
 * @param progress how far it is
 * @param wakeAt when the next slice is due; null when it is done
 */
public record RedriveJob(
        JobKey key,
        long revision,
        What what,
        Instant askedAt,
        int perMinute,
        Progress progress,
        @Nullable Instant wakeAt)
        implements Job {
    /** Most deliveries of one job. Source: spec.md §2. */
    public static final int MOST = 10_000;

    /** The fastest pace: a minute of one maintenance function. */
    public static final int MAX_PACE = 6_000;

    /** The pace of who states none: gentle to a receiver that was just mended. */
    public static final int USUAL_PACE = 600;

    /** A minute, less what ticks of a minute come early by. */
    static final Duration WINDOW = Duration.ofSeconds(50);

    /**
     * Which deliveries.
     *
     * @param ids these, in this order; null = those that fit the filter
     * @param filter looked at where there are no ids
     */
    public record What(@Nullable List<DeliveryId> ids, DeadLetters.Filter filter) {
        /** Copies the ids. */
        public What {
            ids = ids == null ? null : List.copyOf(ids);
        }

        /** Returns the choice of those ids. */
        public static What of(List<DeliveryId> ids) {
            return new What(ids, DeadLetters.Filter.ALL);
        }

        /** Returns the choice of all that fit. */
        public static What of(DeadLetters.Filter filter) {
            return new What(null, filter);
        }
    }

    /**
     * How far a redrive is.
     *
     * @param cursor where the list goes on; null = from the newest. Not used with ids
     * @param left how many of those that are meant may still be taken
     * @param sent how many got a task
     * @param windowAt when the current minute began
     * @param inWindow how many were sent in it
     */
    public record Progress(@Nullable DeliveryId cursor, int left, int sent, Instant windowAt, int inWindow) {}

    /** Returns a job that begins now and looks at {@code most} deliveries at most. */
    public static RedriveJob asked(JobKey key, What what, int most, int perMinute, Instant now) {
        return new RedriveJob(key, 1, what, now, perMinute, new Progress(null, most, 0, now, 0), now);
    }

    @Override
    public RedriveJob atRevision(long other) {
        return new RedriveJob(key, other, what, askedAt, perMinute, progress, wakeAt);
    }

    /** Returns this job in the minute of {@code now}. */
    RedriveJob inWindow(Instant now) {
        return now.isBefore(progress.windowAt.plus(WINDOW))
                ? this
                : with(new Progress(progress.cursor, progress.left, progress.sent, now, 0), wakeAt);
    }

    /** Returns how many may be sent in the current minute yet. */
    int allowance() {
        return Math.max(0, Math.min(perMinute - progress.inWindow, progress.left));
    }

    /** Returns this job after a slice: {@code taken} were looked at, {@code newlySent} of them sent. */
    RedriveJob advanced(@Nullable DeliveryId cursor, int taken, int newlySent) {
        int left = progress.left - taken;
        int used = progress.inWindow + newlySent;
        Progress next = new Progress(cursor, left, progress.sent + newlySent, progress.windowAt, used);
        boolean waits = used >= perMinute;
        return with(next, waits ? progress.windowAt.plus(WINDOW) : wakeAt);
    }

    /** Returns this job, not due before its next minute. */
    RedriveJob paused() {
        return with(progress, progress.windowAt.plus(WINDOW));
    }

    /** Returns this job, done. */
    RedriveJob done() {
        return with(progress, null);
    }

    private RedriveJob with(Progress next, @Nullable Instant wake) {
        return new RedriveJob(key, revision, what, askedAt, perMinute, next, wake);
    }
}
