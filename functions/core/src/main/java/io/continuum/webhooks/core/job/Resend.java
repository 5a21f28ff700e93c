package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sends another attempt of dead letters. Those of a deleted webhook, those whose event was erased, and those that are no
 * dead letters any more or had too many attempts are passed over, and counted in one line of the journal by why; those of a
 * disabled one are held like everything that is queued for it. Sent twice, an attempt is made once: its record fences the copy.
 */
final class Resend {
    private final DeliveryPorts ports;
    private final WebhookStore webhooks;

    Resend(DeliveryPorts ports, WebhookStore webhooks) {
        this.ports = ports;
        this.webhooks = webhooks;
    }

    /** Returns how many of {@code deliveries}, as their records are now, were sent. What died after {@code asked} is not. */
    int send(List<Delivery> deliveries, Instant asked, Instant now) {
        Map<WebhookKey, Boolean> known = new HashMap<>();
        Map<EventId, Optional<Event>> events = new HashMap<>();
        List<DeliveryTask> tasks = new ArrayList<>();
        Map<String, Integer> passedOver = new TreeMap<>();
        for (Delivery delivery : deliveries) {
            WebhookKey webhook = delivery.key().webhook();
            if (!isMeant(delivery, asked)) {
                passedOver.merge("no_dead_letter", 1, Integer::sum);
                continue;
            }
            if (delivery.attempts() >= Delivery.MOST_ATTEMPTS) {
                passedOver.merge("too_many_attempts", 1, Integer::sum);
                continue;
            }
            if (!known.computeIfAbsent(webhook, this::exists)) {
                passedOver.merge("webhook_gone", 1, Integer::sum);
                continue;
            }
            Optional<Event> event = events.computeIfAbsent(
                    delivery.eventId(),
                    id -> ports.events().find(webhook.tenant(), id).flatMap(EventStore.Stored::whole));
            event.ifPresentOrElse(
                    found -> tasks.add(DeliveryTask.redriven(delivery.key(), delivery.attempts() + 1, found, now)),
                    () -> passedOver.merge("event_gone", 1, Integer::sum));
        }
        if (!tasks.isEmpty()) {
            ports.queue().sendAll(tasks);
        }
        note(deliveries, passedOver);
        return tasks.size();
    }

    private void note(List<Delivery> deliveries, Map<String, Integer> passedOver) {
        if (!passedOver.isEmpty()) {
            // All of one job, or of one request: of one tenant.
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put(
                    "tenant_id", deliveries.getFirst().key().webhook().tenant().toString());
            fields.putAll(passedOver);
            ports.journal().write(Journal.Level.INFO, "redrive.passed_over", fields);
        }
    }

    /** Returns whether a delivery is a dead letter, and was one at {@code asked}. */
    static boolean isMeant(Delivery delivery, Instant asked) {
        Instant died = delivery.completedAt();
        return delivery.status() == Status.DEAD_LETTER && (died == null || !died.isAfter(asked));
    }

    private boolean exists(WebhookKey key) {
        return webhooks.find(key).isPresent();
    }
}
