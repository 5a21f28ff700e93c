package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what people ask about deliveries; records and places in the waiting room are one picture here. Thread-safe.
 * Methods throw {@code Unavailable} if the store does not answer.
 */
public interface DeliveryHistory {
    /** Returns a delivery as it is now; empty if it has neither a record nor a place. */
    Optional<Delivery> find(DeliveryKey key);

    /**
     * Returns those of {@code keys} that have a record or a place, in as few reads as the store can. They may be a moment
     * old: this is for lists.
     */
    Map<DeliveryKey, Delivery> findAll(Collection<DeliveryKey> keys);

    /**
     * Returns one page, newest first. With a filter that fits little it may be short, even empty, although there is more:
     * reading is bounded. Who pages reads on from {@link Page#next}, who promised full pages until they are full.
     */
    Page list(WebhookKey webhook, Query query);

    /** Keeps an hour of a webhook's series that is over: one write, repeatable. */
    void keep(WebhookKey webhook, Hour hour);

    /** Returns the kept hours that start at or after {@code since}, oldest first. */
    List<Hour> hours(WebhookKey webhook, Instant since);

    /**
     * What is asked for.
     *
     * @param status null = any
     * @param event null = any
     * @param since first instant of acceptance; null = from the beginning
     * @param until first instant of acceptance that is not wanted any more; null = to the end
     * @param after {@link Page#next} of the page before; null = from the newest
     * @param offset how many to skip; what is skipped does not count for the bound
     * @param limit how many to return, 1 to 251: one more than anybody is shown
     */
    record Query(
            @Nullable Status status,
            @Nullable EventType event,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable DeliveryId after,
            int offset,
            int limit) {}

    /**
     * A page.
     *
     * @param deliveries newest first
     * @param next where the next page goes on: it may be a delivery that did not fit; null = there is no more
     */
    record Page(List<Delivery> deliveries, @Nullable DeliveryId next) {
        /** Copies the deliveries. */
        public Page {
            deliveries = List.copyOf(deliveries);
        }

        /** Returns whether there may be older ones that fit. */
        public boolean more() {
            return next != null;
        }
    }
}
