package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.fake.InMemoryDeliveries.EventKey;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Payloads in memory; passes {@code PayloadsContract}. Thread-safe. */
public final class InMemoryPayloads implements Payloads {
    private static final CanonicalJson NOTHING = CanonicalJson.object().build();

    private final InMemoryDeliveries world;
    private final Map<EventKey, String> users = new HashMap<>();

    InMemoryPayloads(InMemoryDeliveries world) {
        this.world = world;
    }

    @Override
    public Page list(Of of, @Nullable String after, int limit) {
        synchronized (world) {
            List<Event> found = world.events.values().stream()
                    .filter(event -> event.tenant().equals(of.tenant()))
                    .filter(event -> subject(event).equals(Optional.of(of.user())))
                    .filter(event -> event.acceptedAt().isBefore(of.before()))
                    .sorted(Comparator.comparing(InMemoryPayloads::position))
                    .filter(event -> after == null || position(event).compareTo(after) > 0)
                    .limit(limit + 1L)
                    .toList();
            List<Event> page = found.subList(0, Math.min(limit, found.size()));
            String next = found.size() > limit ? position(page.getLast()) : null;
            return new Page(page.stream().map(Event::id).toList(), next);
        }
    }

    private static String position(Event event) {
        return "%015d#%s".formatted(event.acceptedAt().toEpochMilli(), event.id());
    }

    /** The index goes on naming the user when the data that named it is gone. */
    private Optional<String> subject(Event event) {
        return Optional.ofNullable(users.get(new EventKey(event.tenant(), event.id())))
                .or(event::subject);
    }

    @Override
    public void erase(TenantId tenant, EventId id) {
        synchronized (world) {
            EventKey key = new EventKey(tenant, id);
            Event event = world.events.get(key);
            if (event != null) {
                event.subject().ifPresent(user -> users.put(key, user));
                world.events.put(key, event.with(NOTHING));
                world.erased.add(key);
            }
        }
    }

    @Override
    public void forgetAnswers(DeliveryKey key) {
        synchronized (world) {
            world.records.computeIfPresent(key, (_, record) -> emptied(record));
        }
    }

    private static Delivery emptied(Delivery record) {
        return new Delivery(
                record.key(),
                record.eventId(),
                record.eventType(),
                record.priority(),
                record.createdAt(),
                record.status(),
                record.attempts(),
                record.reason(),
                record.completedAt(),
                record.log().stream().map(Attempt::withoutBody).toList(),
                record.waiting());
    }
}
