package io.continuum.webhooks.core.event;

/** Where accepted events wait for their fan-out. Thread-safe. */
public interface EventQueue {
    /**
     * Sends an event. Returns only once the queue has it durably.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if it may not have it
     */
    void send(EventMessage message);
}
