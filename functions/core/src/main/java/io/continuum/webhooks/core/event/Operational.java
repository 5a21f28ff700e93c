package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The events by which the platform reports on a tenant's webhooks and deliveries. Nobody else may publish them; they go
 * to those who ask for them by name, and never to the webhook that they are about (spec.md §3).
 */
public final class Operational {
    /** A webhook was disabled by the platform. */
    public static final EventType WEBHOOK_DISABLED = new EventType("webhook.disabled");

    /** A webhook has failed for half of the time after which it is disabled. */
    public static final EventType WEBHOOK_FAILING = new EventType("webhook.failing");

    /** A delivery was given up. */
    public static final EventType DELIVERY_EXHAUSTED = new EventType("delivery.exhausted");

    /** A webhook's breaker opened. */
    public static final EventType BREAKER_OPENED = new EventType("breaker.opened");

    private static final String ABOUT = "webhook_id";

    private Operational() {}

    /** Tells whether events of that type come from the platform alone. */
    public static boolean is(EventType type) {
        return Catalog.operational().contains(type);
    }

    /**
     * Returns a report. Its id follows from what happened, so that a report that is repeated is the same event, whatever
     * its data says by then.
     *
     * @param data begun by {@link #about(WebhookId)}
     * @param happening what tells this happening from every other of the type, the webhook included
     */
    public static Event report(TenantId tenant, EventType type, CanonicalJson data, Instant now, String... happening) {
        String[] parts = new String[happening.length + 2];
        parts[0] = "operational";
        parts[1] = type.name();
        System.arraycopy(happening, 0, parts, 2, happening.length);
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        return new Event(
                tenant,
                EventId.ofKey(parts),
                type,
                data,
                at,
                at,
                Catalog.priorityOf(type),
                Optional.empty(),
                true,
                Optional.empty(),
                false);
    }

    /** Begins the data of a report about {@code webhook}. */
    public static CanonicalJson.Builder about(WebhookId webhook) {
        return CanonicalJson.object().put(ABOUT, webhook.toString());
    }

    /** Returns the webhook that a report is about; empty for every other event. */
    public static Optional<WebhookId> subject(Event event) {
        return is(event.type())
                ? WebhookId.parse(event.data().node().path(ABOUT).asText())
                : Optional.empty();
    }
}
