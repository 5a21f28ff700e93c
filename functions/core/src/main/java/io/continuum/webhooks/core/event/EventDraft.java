package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.Instant;
import java.util.Optional;

/**
 * What a publisher says. Absent parts are decided when the event is accepted.
 *
 * @param type a name that may be published
 * @param data an object
 * @param timestamp when it happened
 * @param id the publisher's own id
 * @param userId whom it is about
 * @param priority overrides the catalogue's
 * @param livemode false for tests
 * @param requestId the publisher's own name for the request
 */
public record EventDraft(
        EventType type,
        CanonicalJson data,
        Optional<Instant> timestamp,
        Optional<EventId> id,
        Optional<String> userId,
        Optional<Priority> priority,
        boolean livemode,
        Optional<String> requestId) {

    /** Returns this event with a priority, if it states none. */
    public EventDraft unlessStated(Priority usual) {
        Optional<Priority> stated = Optional.of(priority.orElse(usual));
        return new EventDraft(type, data, timestamp, id, userId, stated, livemode, requestId);
    }

    /** Returns the event that this becomes for {@code tenant}, accepted at {@code now}. */
    public Event accepted(TenantId tenant, EventId as, Instant now) {
        return new Event(
                tenant,
                as,
                type,
                data,
                timestamp.orElse(now),
                now,
                priority.orElseGet(() -> Catalog.priorityOf(type)),
                userId,
                livemode,
                requestId,
                timestamp.isPresent());
    }
}
