package io.continuum.webhooks.core.stats;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook's totals since it was made.
 *
 * @param successful deliveries that succeeded
 * @param failed deliveries that became dead letters
 * @param retrying deliveries with a failed attempt behind them and another one ahead
 * @param durationMs sum of the ending attempts' durations, milliseconds
 * @param streak failed attempts since the last success, in order of completion
 * @param hour the hour that is being counted
 * @param lastTriggeredAt when an attempt last ended; null before the first
 * @param lastSuccessAt when an attempt last succeeded; null before the first
 * @param lastFailureAt when an attempt last failed; null before the first
 * @param failingSince where the clock of {@link Failing} stands; null while it does not run
 * @param attempts recorded requests, those of finished and of running deliveries
 */
public record Stats(
        long successful,
        long failed,
        long retrying,
        long durationMs,
        int streak,
        Hour hour,
        @Nullable Instant lastTriggeredAt,
        @Nullable Instant lastSuccessAt,
        @Nullable Instant lastFailureAt,
        @Nullable Instant failingSince,
        long attempts) {

    /** Returns the stats of a webhook made at {@code now}. */
    public static Stats empty(Instant now) {
        return new Stats(0, 0, 0, 0, 0, Hour.of(now), null, null, null, null, 0);
    }

    /** Returns these stats with one more recorded attempt; an hour that is over is replaced by a new one. */
    public Stats plus(Ending ending) {
        Stats counted = counted(ending);
        Stats requested = ending.effect().isRequest() ? counted.requested() : counted;
        return ending.effect().judgesReceiver() ? requested.touched(ending) : requested;
    }

    /** Returns these stats with the clock of {@link Failing} stopped: its receiver is a new one, or mended. */
    public Stats restarted() {
        return new Stats(
                successful,
                failed,
                retrying,
                durationMs,
                streak,
                hour,
                lastTriggeredAt,
                lastSuccessAt,
                lastFailureAt,
                null,
                attempts);
    }

    /** Returns these stats without one delivery that was being retried and never will be: it neither succeeded nor failed. */
    public Stats abandoned() {
        return with(successful, failed, Math.max(0, retrying - 1), durationMs, hour);
    }

    private Stats requested() {
        return new Stats(
                successful,
                failed,
                retrying,
                durationMs,
                streak,
                hour,
                lastTriggeredAt,
                lastSuccessAt,
                lastFailureAt,
                failingSince,
                attempts + 1);
    }

    private Stats counted(Ending ending) {
        long ms = ending.duration().toMillis();
        return switch (ending.effect()) {
            case FINISHED -> finished(ending, 0, ms);
            case FINISHED_RETRYING -> finished(ending, 1, ms);
            case STARTED_RETRYING -> with(successful, failed, retrying + 1, durationMs, hour);
            case GIVEN_UP -> finished(ending, 0, ms);
            case GIVEN_UP_RETRYING -> finished(ending, 1, ms);
            case DROPPED_RETRYING -> with(successful, failed, Math.max(0, retrying - 1), durationMs, hour);
            case REVIVED -> // Its failure may lie in an hour that is over: there it stays, as what happened then.
                with(
                        successful + 1,
                        Math.max(0, failed - 1),
                        retrying,
                        durationMs,
                        counting(ending.at()).revived());
            case DROPPED, STILL_RETRYING, UNCHANGED -> this;
        };
    }

    /**
     * Returns the hour that counts what ended at {@code at}. Two workers settle out of order around a full hour: the hour
     * never moves back, or what was kept is overwritten.
     */
    private Hour counting(Instant at) {
        return hour.covers(at) || at.isBefore(hour.start()) ? hour : Hour.of(at);
    }

    private Stats finished(Ending ending, int wasRetrying, long ms) {
        return with(
                successful + (ending.succeeded() ? 1 : 0),
                failed + (ending.succeeded() ? 0 : 1),
                Math.max(0, retrying - wasRetrying),
                durationMs + ms,
                counting(ending.at()).plus(ending.succeeded(), ms));
    }

    private Stats with(long successes, long failures, long open, long duration, Hour counting) {
        return new Stats(
                successes,
                failures,
                open,
                duration,
                streak,
                counting,
                lastTriggeredAt,
                lastSuccessAt,
                lastFailureAt,
                failingSince,
                attempts);
    }

    private Stats touched(Ending ending) {
        Instant at = ending.at();
        boolean ok = ending.succeeded();
        return new Stats(
                successful,
                failed,
                retrying,
                durationMs,
                ok ? 0 : streak + 1,
                hour,
                at,
                ok ? at : lastSuccessAt,
                ok ? lastFailureAt : at,
                ok ? null : Failing.since(this, at),
                attempts);
    }
}
