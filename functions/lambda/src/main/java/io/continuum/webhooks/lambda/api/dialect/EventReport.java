package io.continuum.webhooks.lambda.api.dialect;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.event.EventStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event and where it went.
 *
 * @param stored the event as it is kept
 * @param matched how many webhooks it goes to; 0 as long as it is not fanned out
 * @param deliveries a page of them, in the order of the matches
 * @param next the cursor of the next page; null = there is none
 */
public record EventReport(
        EventStore.Stored stored,
        int matched,
        List<Delivery> deliveries,
        @Nullable String next) {
    /** Copies the deliveries. */
    public EventReport {
        deliveries = List.copyOf(deliveries);
    }
}
