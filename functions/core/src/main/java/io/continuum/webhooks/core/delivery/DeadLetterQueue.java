package io.continuum.webhooks.core.delivery;

/** Takes a copy of every delivery that is given up, for whoever watches the queue. Thread-safe. */
public interface DeadLetterQueue {
    /**
     * Copies a dead letter: ids, event name, reason, attempts, last error; no payload. A second copy of the same
     * delivery is harmless.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if the queue may not have it
     */
    void copy(Delivery dead);
}
