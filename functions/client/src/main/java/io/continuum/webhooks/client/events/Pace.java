package io.continuum.webhooks.client.events;

import java.util.concurrent.locks.Condition;

/** Time as the sending thread sees it, so that tests can move it. Thread-safe. */
interface Pace {
    /** The machine's own time. */
    Pace REAL = new Pace() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // The caller loops.
        public long await(Condition condition, long nanos) throws InterruptedException {
            return condition.awaitNanos(nanos);
        }
    };

    /** Returns nanoseconds since no particular time; only differences mean something. */
    long nanos();

    /**
     * Waits until the condition is signalled or that many nanoseconds have passed. The caller holds its lock.
     *
     * @return nanoseconds that are left, at most 0 if none are
     */
    long await(Condition condition, long nanos) throws InterruptedException;
}
