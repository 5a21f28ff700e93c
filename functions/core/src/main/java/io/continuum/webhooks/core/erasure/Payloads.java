package io.continuum.webhooks.core.erasure;

import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes out what events said. Thread-safe. Methods throw {@code Unavailable} if the store does not answer. */
public interface Payloads {
    /**
     * Returns one page of a user's events, oldest first, erased ones included; may be a little behind.
     *
     * @param of whose events, and how far
     * @param after {@link Page#next} of the page before; null = from the oldest
     * @param limit how many at most, 1 to 100
     */
    Page list(Of of, @Nullable String after, int limit);

    /** Takes the data out of an event's item for good; doing it twice, or for an event that is gone, is no error. */
    void erase(TenantId tenant, EventId event);

    /** Takes what receivers answered out of a delivery's record; doing it twice, or without a record, is no error. */
    void forgetAnswers(DeliveryKey delivery);

    /**
     * Whose events.
     *
     * @param tenant the tenant
     * @param user the user, as {@code Event.subject()} names it
     * @param before first instant of acceptance that is not wanted any more
     */
    record Of(TenantId tenant, String user, Instant before) {}

    /**
     * A page.
     *
     * @param events oldest first
     * @param next where the next page goes on; null = there is no more
     */
    record Page(List<EventId> events, @Nullable String next) {
        /** Copies the events. */
        public Page {
            events = List.copyOf(events);
        }
    }
}
