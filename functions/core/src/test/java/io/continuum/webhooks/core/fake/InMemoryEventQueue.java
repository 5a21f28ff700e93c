package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.problem.Result;
import java.util.ArrayList;
import java.util.List;

/** The events queue in memory. Messages come out as their JSON says. Thread-safe. */
public final class InMemoryEventQueue implements EventQueue {
    private final List<EventMessage> messages = new ArrayList<>();

    @Override
    public synchronized void send(EventMessage message) {
        String body = EventMessages.write(message);
        switch (EventMessages.read(body, "in-memory", message.event().acceptedAt())) {
            case Result.Ok<EventMessage>(EventMessage read) -> messages.add(read);
            case Result.Refused<EventMessage> refused -> throw new IllegalArgumentException(refused.toString());
        }
    }

    /** Returns everything that was sent, in its order. */
    public synchronized List<EventMessage> messages() {
        return List.copyOf(messages);
    }
}
