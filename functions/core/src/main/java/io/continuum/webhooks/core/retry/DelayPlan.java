package io.continuum.webhooks.core.retry;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a queue is to hold back a message that is not to be acted on yet.
 *
 * @param delaySeconds 0 to 900, rounded up, so that it never comes early
 * @param hop whether the message comes before its time because the queue cannot hold it that long, and has to be sent on
 */
public record DelayPlan(int delaySeconds, boolean hop) {
    /** Longest delay of an SQS message (SendMessage, DelaySeconds). */
    public static final Duration MAX_QUEUE_DELAY = Duration.ofMinutes(15);

    /**
     * Plans the way to {@code notBefore}; no delay if that has come.
     *
     * @param maxQueueDelay the longest single delay, 1 to 900 s
     * @throws IllegalArgumentException if {@code maxQueueDelay} is outside that range
     */
    public static DelayPlan of(Instant now, Instant notBefore, Duration maxQueueDelay) {
        if (maxQueueDelay.toSeconds() < 1 || maxQueueDelay.compareTo(MAX_QUEUE_DELAY) > 0) {
            throw new IllegalArgumentException("a queue holds a message for 1 to 900 s, not " + maxQueueDelay);
        }
        if (!notBefore.isAfter(now)) {
            return new DelayPlan(0, false);
        }
        var left = Duration.between(now, notBefore).plusNanos(999_999_999).toSeconds();
        var max = maxQueueDelay.toSeconds();
        return new DelayPlan((int) Math.min(left, max), left > max);
    }
}
