package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.fake.InMemoryDeliveries.EventKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.EventTrace;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events in memory. Thread-safe. */
public final class InMemoryEventStore implements EventStore {
    private final InMemoryDeliveries world;

    InMemoryEventStore(InMemoryDeliveries world) {
        this.world = world;
    }

    @Override
    public Acceptance accept(Event event) {
        return accept(event, null);
    }

    @Override
    public Acceptance acceptMatched(Event event, List<WebhookId> matches) {
        return accept(event, matches);
    }

    private Acceptance accept(Event event, @Nullable List<WebhookId> matches) {
        synchronized (world) {
            Optional<Stored> known = find(event.tenant(), event.id());
            if (known.isPresent()) {
                return new Acceptance.Known(known.get());
            }
            EventKey key = new EventKey(event.tenant(), event.id());
            world.events.put(key, event);
            world.matches.remove(key);
            world.erased.remove(key);
            if (matches != null) {
                world.matches.put(key, List.copyOf(matches));
            }
            return new Acceptance.New();
        }
    }

    @Override
    public List<WebhookId> note(Event event, List<WebhookId> matches) {
        synchronized (world) {
            EventKey key = new EventKey(event.tenant(), event.id());
            if (world.isOver(event.acceptedAt())) {
                world.matches.remove(key);
            }
            return world.matches.computeIfAbsent(key, _ -> List.copyOf(matches));
        }
    }

    @Override
    public Optional<Stored> find(TenantId tenant, EventId id) {
        synchronized (world) {
            EventKey key = new EventKey(tenant, id);
            return Optional.ofNullable(world.events.get(key))
                    .filter(event -> !world.isOver(event.acceptedAt()))
                    .map(event -> new Stored(event, world.matches.get(key), world.erased.contains(key)));
        }
    }

    @Override
    public Optional<Stored> find(TenantId tenant, EventTrace trace) {
        synchronized (world) {
            return world.events.values().stream()
                    .filter(event -> event.tenant().equals(tenant))
                    .filter(event ->
                            EventTrace.of(event.id(), event.acceptedAt()).equals(trace))
                    .findFirst()
                    .flatMap(event -> find(tenant, event.id()));
        }
    }
}
