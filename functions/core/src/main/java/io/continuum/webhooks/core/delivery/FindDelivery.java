package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.Optional;

/** Finds a delivery by its id, from the moment its event is fanned out. Thread-safe. */
public final class FindDelivery {
    private final DeliveryHistory history;
    private final EventStore events;

    /** Looks into {@code history} first, then for a match in {@code events}. */
    public FindDelivery(DeliveryHistory history, EventStore events) {
        this.history = history;
        this.events = events;
    }

    /**
     * Returns the delivery as it is now. One without a record and without a place exists if its event matched the webhook;
     * it is pending. Empty if there is none.
     */
    public Optional<Delivery> find(WebhookKey webhook, DeliveryId id) {
        DeliveryKey key = new DeliveryKey(webhook, id);
        return history.find(key).or(() -> untried(key));
    }

    private Optional<Delivery> untried(DeliveryKey key) {
        WebhookKey webhook = key.webhook();
        return events.find(webhook.tenant(), key.delivery().trace(webhook.webhook()))
                .filter(stored -> stored.matches() != null && stored.matches().contains(webhook.webhook()))
                .map(stored -> Delivery.untried(key, stored.event()));
    }
}
