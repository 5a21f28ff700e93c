package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.id.DeliveryKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records in memory. Thread-safe. */
public final class InMemoryDeliveryLog implements DeliveryLog {
    private final InMemoryDeliveries world;

    InMemoryDeliveryLog(InMemoryDeliveries world) {
        this.world = world;
    }

    @Override
    public Map<DeliveryKey, Delivery> find(Collection<DeliveryKey> keys) {
        synchronized (world) {
            Map<DeliveryKey, Delivery> found = new HashMap<>();
            for (DeliveryKey key : keys) {
                Delivery record = current(key);
                if (record != null) {
                    found.put(key, record);
                }
            }
            return Map.copyOf(found);
        }
    }

    @Override
    public Written write(@Nullable Delivery before, Delivery after) {
        synchronized (world) {
            Delivery current = current(after.key());
            boolean free = current == null
                    || (before != null
                            && before.attempts() == current.attempts()
                            && before.status() == current.status());
            if (!free && !current.equals(after)) {
                return new Written.Fenced(current);
            }
            if (after.waiting() != null) {
                throw new IllegalArgumentException("a record does not wait: its place does");
            }
            world.records.put(after.key(), after);
            world.dismissed.remove(after.key());
            return new Written.Done();
        }
    }

    private @Nullable Delivery current(DeliveryKey key) {
        Delivery record = world.records.get(key);
        return record == null || world.isOver(record.createdAt()) ? null : record;
    }
}
