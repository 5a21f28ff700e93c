package io.continuum.webhooks.lambda.api.memory;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events in memory. */
public final class MemoryEvents implements EventStore {
    private final Map<Name, Stored> events = new HashMap<>();

    private record Name(TenantId tenant, EventId id) {}

    @Override
    public Acceptance accept(Event event) {
        return store(event, null);
    }

    @Override
    public Acceptance acceptMatched(Event event, List<WebhookId> matches) {
        return store(event, matches);
    }

    @Override
    public synchronized List<WebhookId> note(Event event, List<WebhookId> matches) {
        Stored stored = Objects.requireNonNull(events.get(name(event)));
        if (stored.matches() != null) {
            return stored.matches();
        }
        events.put(name(event), new Stored(stored.event(), matches));
        return matches;
    }

    @Override
    public synchronized Optional<Stored> find(TenantId tenant, EventId id) {
        return Optional.ofNullable(events.get(new Name(tenant, id)));
    }

    private synchronized Acceptance store(Event event, @Nullable List<WebhookId> matches) {
        Stored known = events.putIfAbsent(name(event), new Stored(event, matches));
        return known == null ? new Acceptance.New() : new Acceptance.Known(known);
    }

    /** Returns how many events are stored. */
    public synchronized int size() {
        return events.size();
    }

    private static Name name(Event event) {
        return new Name(event.tenant(), event.id());
    }
}
