package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.journal.Journal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells whom it concerns that a delivery was given up: whoever watches the dead-letter queue, and the tenant. Done after
 * the record says so and before the message that brought it here may go. Doing it twice is harmless. Thread-safe.
 */
public final class GiveUp {
    private final DeliveryPorts ports;
    private final Reports reports;

    /** Sends to the queues of {@code ports}. */
    public GiveUp(DeliveryPorts ports, InstantSource clock) {
        this.ports = ports;
        this.reports = new Reports(ports.reports(), clock);
    }

    /**
     * Sends the copy and the report.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if a queue may not have it
     */
    public void tell(Delivery dead) {
        ports.deadLetters().copy(dead);
        reports.exhausted(dead);
    }

    /** Writes the line of a delivery that was given up without a request. */
    public void journal(Delivery dead) {
        Reason reason = dead.reason();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tenant_id", dead.key().webhook().tenant().toString());
        fields.put("webhook_id", dead.key().webhook().webhook().toString());
        fields.put("event_id", dead.eventId().toString());
        fields.put("event_type", dead.eventType().toString());
        fields.put("delivery_id", dead.key().delivery().toString());
        fields.put("attempts", dead.attempts());
        fields.put("outcome", dead.status().code());
        fields.put("reason", reason == null ? "" : reason.code());
        ports.journal().write(Journal.Level.ERROR, "delivery.given_up", fields);
    }
}
