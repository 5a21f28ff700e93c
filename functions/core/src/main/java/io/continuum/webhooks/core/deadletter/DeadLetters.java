package io.continuum.webhooks.core.deadletter;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers what was given up. A delivery is listed from the record of its death on, until it succeeds after all, is
 * dismissed or expires. Thread-safe. Methods throw {@code Unavailable} if the store does not answer.
 */
public interface DeadLetters {
    /**
     * Returns one page, newest acceptance first; may be a little behind. With a filter that fits little it may be short,
     * even empty, although there is more: reading is bounded. Who promised full pages reads on from {@link Page#next}.
     */
    Page list(TenantId tenant, Filter filter, Range range);

    /** Returns how many fit, counting no further than {@code most}; may be a little behind. */
    int count(TenantId tenant, Filter filter, int most);

    /** Returns one dead letter of a tenant, whatever its webhook; may be a little behind. */
    Optional<Delivery> find(TenantId tenant, DeliveryId id);

    /**
     * Takes a delivery off the list; it stays a dead letter in its webhook's history, and comes back if another attempt
     * of it fails. One conditional write: a delivery that somebody revives meanwhile stays what it is.
     *
     * @return false if it is not a dead letter any more
     */
    boolean dismiss(Delivery dead);

    /** Returns those of {@code keys} that are listed now (consistent read). */
    Set<DeliveryKey> listed(Collection<DeliveryKey> keys);

    /**
     * Which ones; all that is stated must fit.
     *
     * @param webhook null = any
     * @param reason null = any
     * @param event null = any
     * @param since first instant of acceptance; null = from the beginning
     * @param until first instant of acceptance that is not wanted any more; null = to the end
     */
    record Filter(
            @Nullable WebhookId webhook,
            @Nullable Reason reason,
            @Nullable EventType event,
            @Nullable Instant since,
            @Nullable Instant until) {
        /** Everything. */
        public static final Filter ALL = new Filter(null, null, null, null, null);

        /** Returns whether a delivery is wanted. */
        public boolean fits(Delivery delivery) {
            Instant accepted = delivery.createdAt();
            return (webhook == null || webhook.equals(delivery.key().webhook().webhook()))
                    && (reason == null || reason == delivery.reason())
                    && (event == null || event.equals(delivery.eventType()))
                    && (since == null || !accepted.isBefore(since))
                    && (until == null || accepted.isBefore(until));
        }
    }

    /**
     * Which part of the list.
     *
     * @param after {@link Page#next} of the page before; null = from the newest
     * @param offset how many to skip
     * @param limit how many to return, 1 to 250
     */
    record Range(@Nullable DeliveryId after, int offset, int limit) {}

    /**
     * A page.
     *
     * @param deliveries newest first
     * @param next where the next page goes on; null = there is no more
     */
    record Page(List<Delivery> deliveries, @Nullable DeliveryId next) {
        /** Copies the deliveries. */
        public Page {
            deliveries = List.copyOf(deliveries);
        }
    }
}
