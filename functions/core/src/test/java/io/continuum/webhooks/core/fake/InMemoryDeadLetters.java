package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.TestWebhook;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Dead letters in memory; passes {@code DeadLettersContract}. Thread-safe. */
public final class InMemoryDeadLetters implements DeadLetters {
    private final InMemoryDeliveries world;

    InMemoryDeadLetters(InMemoryDeliveries world) {
        this.world = world;
    }

    @Override
    public Page list(TenantId tenant, Filter filter, Range range) {
        synchronized (world) {
            List<Delivery> found = all(tenant, filter)
                    .filter(one -> range.after() == null || one.key().delivery().compareTo(range.after()) < 0)
                    .skip(range.offset())
                    .limit(range.limit() + 1L)
                    .toList();
            if (found.size() <= range.limit()) {
                return new Page(found, null);
            }
            List<Delivery> page = found.subList(0, range.limit());
            return new Page(page, page.getLast().key().delivery());
        }
    }

    @Override
    public int count(TenantId tenant, Filter filter, int most) {
        synchronized (world) {
            return (int) all(tenant, filter).limit(most).count();
        }
    }

    @Override
    public Optional<Delivery> find(TenantId tenant, DeliveryId id) {
        synchronized (world) {
            return all(tenant, Filter.ALL)
                    .filter(one -> one.key().delivery().equals(id))
                    .findFirst();
        }
    }

    @Override
    public boolean dismiss(Delivery dead) {
        synchronized (world) {
            Delivery current = world.records.get(dead.key());
            boolean still =
                    current != null && current.status() == dead.status() && current.attempts() == dead.attempts();
            if (still) {
                world.dismissed.add(dead.key());
            }
            return still;
        }
    }

    @Override
    public Set<DeliveryKey> listed(Collection<DeliveryKey> keys) {
        synchronized (world) {
            return keys.stream()
                    .filter(key -> world.records.containsKey(key) && isListed(world.records.get(key)))
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private Stream<Delivery> all(TenantId tenant, Filter filter) {
        return world.records.values().stream()
                .filter(one -> one.key().webhook().tenant().equals(tenant))
                .filter(this::isListed)
                .filter(filter::fits)
                .sorted(Comparator.comparing((Delivery one) -> one.key().delivery())
                        .reversed());
    }

    private boolean isListed(Delivery record) {
        return record.status() == Status.DEAD_LETTER
                && !record.eventType().equals(TestWebhook.TYPE)
                && !world.dismissed.contains(record.key())
                && !world.isOver(record.createdAt());
    }
}
