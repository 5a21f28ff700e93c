package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.Pictures;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Pictures of records and places in memory, and hours. Its pages are always full. Thread-safe. */
public final class InMemoryDeliveryHistory implements DeliveryHistory {
    private final InMemoryDeliveries world;

    InMemoryDeliveryHistory(InMemoryDeliveries world) {
        this.world = world;
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        synchronized (world) {
            return Optional.ofNullable(Pictures.of(alive(world.records, key), alive(world.places, key)));
        }
    }

    @Override
    public Map<DeliveryKey, Delivery> findAll(Collection<DeliveryKey> keys) {
        synchronized (world) {
            Map<DeliveryKey, Delivery> found = new HashMap<>();
            keys.forEach(key -> find(key).ifPresent(delivery -> found.put(key, delivery)));
            return Map.copyOf(found);
        }
    }

    @Override
    public Page list(WebhookKey webhook, Query query) {
        synchronized (world) {
            List<Delivery> wanted = Stream.of(world.records, world.places)
                    .flatMap(deliveries -> deliveries.keySet().stream())
                    .filter(key -> key.webhook().equals(webhook))
                    .distinct()
                    .flatMap(key -> find(key).stream())
                    .filter(delivery -> isWanted(delivery, query))
                    .sorted(Comparator.comparing(
                                    (Delivery delivery) -> delivery.key().delivery())
                            .reversed())
                    .skip(query.offset())
                    .limit(query.limit() + 1L)
                    .toList();
            if (wanted.size() <= query.limit()) {
                return new Page(wanted, null);
            }
            List<Delivery> page = wanted.subList(0, query.limit());
            return new Page(page, page.getLast().key().delivery());
        }
    }

    private static boolean isWanted(Delivery delivery, Query query) {
        return (query.status() == null || query.status() == delivery.status())
                && (query.event() == null || query.event().equals(delivery.eventType()))
                && (query.since() == null || !delivery.createdAt().isBefore(query.since()))
                && (query.until() == null || delivery.createdAt().isBefore(query.until()))
                && (query.after() == null || delivery.key().delivery().compareTo(query.after()) < 0);
    }

    @Override
    public void keep(WebhookKey webhook, Hour hour) {
        synchronized (world) {
            world.hours.computeIfAbsent(webhook, _ -> new TreeMap<>()).put(hour.start(), hour);
        }
    }

    @Override
    public List<Hour> hours(WebhookKey webhook, Instant since) {
        synchronized (world) {
            return world.hours.getOrDefault(webhook, new TreeMap<>()).tailMap(since, true).values().stream()
                    .filter(hour -> !world.isOver(hour.start().plus(Duration.ofHours(1))))
                    .toList();
        }
    }

    private @Nullable Delivery alive(Map<DeliveryKey, Delivery> deliveries, DeliveryKey key) {
        Delivery delivery = deliveries.get(key);
        return delivery == null || world.isOver(delivery.createdAt()) ? null : delivery;
    }
}
