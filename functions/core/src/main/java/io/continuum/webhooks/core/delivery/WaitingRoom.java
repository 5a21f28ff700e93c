package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.List;

/**
 * Deliveries that were made to wait. A place is visible to the API, and is all there is of a parked delivery.
 * Thread-safe. Methods throw {@code Unavailable} if the store does not answer.
 */
public interface WaitingRoom {
    /** Gives a delivery a place, or changes it: one write. */
    void put(Delivery waiting);

    /** Takes a delivery's place away; doing it twice is no error. */
    void remove(DeliveryKey key);

    /** Returns the places of a webhook, oldest delivery first, at most {@code limit} (consistent read). */
    List<Delivery> oldest(WebhookKey webhook, int limit);

    /** Returns how many of a webhook's deliveries wait; counts no further than {@code most}. */
    int count(WebhookKey webhook, int most);
}
