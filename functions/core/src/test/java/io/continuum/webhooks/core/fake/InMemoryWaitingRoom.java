package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Places in memory, without the logs of their deliveries. Thread-safe. */
public final class InMemoryWaitingRoom implements WaitingRoom {
    private final InMemoryDeliveries world;

    InMemoryWaitingRoom(InMemoryDeliveries world) {
        this.world = world;
    }

    @Override
    public void put(Delivery waiting) {
        if (waiting.waiting() == null) {
            throw new IllegalArgumentException("a delivery that waits for nothing gets no place");
        }
        synchronized (world) {
            world.places.put(waiting.key(), withoutLog(waiting));
        }
    }

    @Override
    public void remove(DeliveryKey key, int attempt) {
        synchronized (world) {
            world.places.computeIfPresent(key, (_, place) -> attemptOf(place) <= attempt ? null : place);
        }
    }

    @Override
    public void remove(Delivery seen) {
        synchronized (world) {
            world.places.computeIfPresent(
                    seen.key(), (_, place) -> Objects.equals(place.waiting(), seen.waiting()) ? null : place);
        }
    }

    private static int attemptOf(Delivery place) {
        return Objects.requireNonNull(place.waiting(), "a place waits").attempt();
    }

    @Override
    public List<Delivery> oldest(WebhookKey webhook, @Nullable DeliveryId after, int limit) {
        synchronized (world) {
            return places(webhook)
                    .filter(place -> after == null || place.key().delivery().compareTo(after) > 0)
                    .sorted(Comparator.comparing(place -> place.key().delivery()))
                    .limit(limit)
                    .toList();
        }
    }

    @Override
    public int count(WebhookKey webhook, int most) {
        synchronized (world) {
            return (int) places(webhook).limit(most).count();
        }
    }

    private Stream<Delivery> places(WebhookKey webhook) {
        return world.places.values().stream()
                .filter(place -> place.key().webhook().equals(webhook))
                .filter(place -> !world.isOver(place.createdAt()));
    }

    private static Delivery withoutLog(Delivery of) {
        return new Delivery(
                of.key(),
                of.eventId(),
                of.eventType(),
                of.priority(),
                of.createdAt(),
                of.status(),
                of.attempts(),
                of.reason(),
                of.completedAt(),
                List.of(),
                of.waiting());
    }
}
