package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What happened, in memory: the one world behind the fakes of events, records, places and hours. Whoever touches its
 * maps holds its monitor. What is over stays until it is overwritten, as it does in DynamoDB.
 */
public final class InMemoryDeliveries {
    final Map<EventKey, Event> events = new HashMap<>();
    final Map<EventKey, List<WebhookId>> matches = new HashMap<>();
    final Map<DeliveryKey, Delivery> records = new HashMap<>();
    final Map<DeliveryKey, Delivery> places = new HashMap<>();
    final Set<EventKey> erased = new HashSet<>();
    final Set<DeliveryKey> dismissed = new HashSet<>();
    final Map<WebhookKey, TreeMap<Instant, Hour>> hours = new HashMap<>();
    private final InstantSource clock;
    private final Duration retention;

    /** Keeps everything for {@code retention}. */
    public InMemoryDeliveries(InstantSource clock, Duration retention) {
        this.clock = clock;
        this.retention = retention;
    }

    record EventKey(TenantId tenant, EventId id) {}

    public InMemoryEventStore eventStore() {
        return new InMemoryEventStore(this);
    }

    public InMemoryDeliveryLog log() {
        return new InMemoryDeliveryLog(this);
    }

    public InMemoryWaitingRoom waitingRoom() {
        return new InMemoryWaitingRoom(this);
    }

    public InMemoryDeliveryHistory history() {
        return new InMemoryDeliveryHistory(this);
    }

    public InMemoryDeadLetters deadLetters() {
        return new InMemoryDeadLetters(this);
    }

    public InMemoryPayloads payloads() {
        return new InMemoryPayloads(this);
    }

    /** Returns whether what is kept from {@code from} on is over. */
    boolean isOver(Instant from) {
        return clock.instant().isAfter(from.plus(retention));
    }
}
