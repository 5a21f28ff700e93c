package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries that were made to wait. A place is visible to the API, and is all there is of a parked delivery.
 * Thread-safe. Methods throw {@code Unavailable} if the store does not answer.
 */
public interface WaitingRoom {
    /** Gives a delivery a place, or changes it: one write. */
    void put(Delivery waiting);

    /**
     * Takes a delivery's place away if it is for {@code attempt} or an earlier one: a later one may have been put by the
     * worker that got the next task. Doing it twice is no error.
     */
    void remove(DeliveryKey key, int attempt);

    /** Takes a place away if it is still the one that was seen: its delivery may have been made to wait again. */
    void remove(Delivery seen);

    /** Returns the places of a webhook, oldest delivery first, at most {@code limit} (consistent read). */
    default List<Delivery> oldest(WebhookKey webhook, int limit) {
        return oldest(webhook, null, limit);
    }

    /** Returns those that follow {@code after}, which need not be there any more; null = from the oldest on. */
    List<Delivery> oldest(WebhookKey webhook, @Nullable DeliveryId after, int limit);

    /** Returns how many of a webhook's deliveries wait; counts no further than {@code most}. */
    int count(WebhookKey webhook, int most);
}
