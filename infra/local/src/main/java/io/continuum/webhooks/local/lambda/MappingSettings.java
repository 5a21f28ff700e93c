package io.continuum.webhooks.local.lambda;

import java.time.Duration;

/**
 * How a queue is mapped to a function; the first five as in {@code CreateEventSourceMapping}.
 *
 * @param queueUrl where to receive
 * @param queueArn what the records name as their source; its region is the records' region
 * @param batchSize most messages in one invocation, 1 to 10,000; above 10 a batching window is needed, as in Lambda
 * @param batchingWindow how long a batch that is not full waits for more, 0 to 5 minutes
 * @param maximumConcurrency most invocations at a time, 1 to 1,000 (Lambda begins at 2)
 * @param longPoll how long a receive waits for the first message, whole seconds from 1 to 20. It does not delay
 *     messages; it bounds how long closing waits for idle polls, which are never cut off, because a queue may give a
 *     message to a connection that is gone
 * @param drainLimit how long closing waits for invocations under way
 */
public record MappingSettings(
        String queueUrl,
        String queueArn,
        int batchSize,
        Duration batchingWindow,
        int maximumConcurrency,
        Duration longPoll,
        Duration drainLimit) {
    private static final int RECEIVE_LIMIT = 10;

    /** Checks the ranges. */
    public MappingSettings {
        check(queueArn.split(":", -1).length == 6, "queueArn is not an ARN", queueArn);
        check(batchSize >= 1 && batchSize <= 10_000, "batchSize is not 1 to 10,000", batchSize);
        check(!batchingWindow.isNegative(), "batchingWindow is negative", batchingWindow);
        check(batchingWindow.compareTo(Duration.ofMinutes(5)) <= 0, "batchingWindow is above 300 s", batchingWindow);
        check(
                batchSize <= RECEIVE_LIMIT || batchingWindow.toSeconds() >= 1,
                "a batchSize above 10 needs a batchingWindow of 1 s",
                batchSize);
        check(
                maximumConcurrency >= 1 && maximumConcurrency <= 1_000,
                "maximumConcurrency is not 1 to 1,000",
                maximumConcurrency);
        check(longPoll.toSeconds() >= 1 && longPoll.toSeconds() <= 20, "longPoll is not 1 to 20 s", longPoll);
        check(!drainLimit.isNegative(), "drainLimit is negative", drainLimit);
    }

    /** Batches of at most 10 without a window, 10 invocations at a time, polls of 2 s, 20 s to drain. */
    public static MappingSettings of(String queueUrl, String queueArn) {
        return new MappingSettings(
                queueUrl, queueArn, RECEIVE_LIMIT, Duration.ZERO, 10, Duration.ofSeconds(2), Duration.ofSeconds(20));
    }

    /** The same with another batch size and window. */
    public MappingSettings withBatches(int size, Duration window) {
        return new MappingSettings(queueUrl, queueArn, size, window, maximumConcurrency, longPoll, drainLimit);
    }

    /** The same with another concurrency. */
    public MappingSettings withMaximumConcurrency(int invocations) {
        return new MappingSettings(queueUrl, queueArn, batchSize, batchingWindow, invocations, longPoll, drainLimit);
    }

    /** The same with another long poll and another limit to drain. */
    public MappingSettings withWaits(Duration poll, Duration drain) {
        return new MappingSettings(queueUrl, queueArn, batchSize, batchingWindow, maximumConcurrency, poll, drain);
    }

    String region() {
        return queueArn.split(":", -1)[3];
    }

    String queueName() {
        return queueArn.split(":", -1)[5];
    }

    private static void check(boolean holds, String what, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(what + ": " + value);
        }
    }
}
