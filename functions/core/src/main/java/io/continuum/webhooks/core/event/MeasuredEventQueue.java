package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import java.util.List;
import java.util.Set;

/** Counts the events that another queue has taken, which is when they are accepted. Thread-safe. */
public final class MeasuredEventQueue implements EventQueue {
    private final EventQueue queue;
    private final Metrics metrics;

    /** Sends to {@code queue}. */
    public MeasuredEventQueue(EventQueue queue, Metrics metrics) {
        this.queue = queue;
        this.metrics = metrics;
    }

    @Override
    public void send(EventMessage message) {
        queue.send(message);
        metrics.add(Metric.EVENTS_ACCEPTED, 1);
    }

    @Override
    public Set<Integer> sendAll(List<EventMessage> messages) {
        Set<Integer> failed = queue.sendAll(messages);
        int sent = messages.size() - failed.size();
        if (sent > 0) {
            metrics.add(Metric.EVENTS_ACCEPTED, sent);
        }
        return failed;
    }
}
