package io.continuum.webhooks.core.health;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Looks at the queues. Thread-safe. */
public interface QueueDepths {
    /**
     * Returns what is visible in the queues now; the counts are approximate, as SQS's are.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if a queue does not answer
     */
    Depths read();

    /**
     * What waits.
     *
     * @param high visible messages of the high-priority delivery queue
     * @param normal visible messages of the normal one
     * @param low visible messages of the low one
     * @param oldest age of the oldest visible message of the three; zero if there is none, null if it is not known
     * @param deadLetters visible messages of the queue of exhausted deliveries
     */
    record Depths(
            long high, long normal, long low, @Nullable Duration oldest, long deadLetters) {
        /** Returns how many messages wait to be delivered. */
        public long total() {
            return high + normal + low;
        }
    }
}
