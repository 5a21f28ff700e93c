package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.List;
import java.util.Map;

/** Tells how far the deliveries of one event are. Thread-safe. */
public final class EventDeliveries {
    private final DeliveryHistory history;

    /** Reads from {@code history}. */
    public EventDeliveries(DeliveryHistory history) {
        this.history = history;
    }

    /**
     * Returns the delivery to each of {@code matched}, in that order; one that has not been tried is pending. One read for
     * all of them: 100 take about 100 read units.
     *
     * @param matched webhooks that the event matched, at most some hundreds
     */
    public List<Delivery> to(Event event, List<WebhookId> matched) {
        List<DeliveryKey> keys =
                matched.stream().map(webhook -> key(event, webhook)).toList();
        Map<DeliveryKey, Delivery> known = history.findAll(keys);
        return keys.stream()
                .map(key -> known.getOrDefault(key, Delivery.untried(key, event)))
                .toList();
    }

    private static DeliveryKey key(Event event, WebhookId webhook) {
        DeliveryId id = DeliveryId.of(event.id(), event.acceptedAt(), webhook);
        return new DeliveryKey(new WebhookKey(event.tenant(), webhook), id);
    }
}
