package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.problem.Unavailable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where accepted events wait for their fan-out. Thread-safe. */
public interface EventQueue {
    /**
     * Sends an event. Returns only once the queue has it durably.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if it may not have it
     */
    void send(EventMessage message);

    /**
     * Sends many, in as few calls as the queue allows. Returns only once the queue has them durably.
     *
     * @return the positions of those that it may not have
     */
    default Set<Integer> sendAll(List<EventMessage> messages) {
        Set<Integer> failed = new TreeSet<>();
        for (int i = 0; i < messages.size(); i++) {
            try {
                send(messages.get(i));
            } catch (Unavailable e) {
                failed.add(i);
            }
        }
        return failed;
    }
}
