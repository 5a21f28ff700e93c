package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Makes attempt n+1 of a delivery now, because a person wants it. A scheduled n+1 is fenced off by it as a copy.
 * Thread-safe.
 */
public final class RetryDelivery {
    private final DeliveryPorts ports;
    private final InstantSource clock;

    /** Sends to the queue of {@code ports}. */
    public RetryDelivery(DeliveryPorts ports, InstantSource clock) {
        this.ports = ports;
        this.clock = clock;
    }

    /** Sends the task and returns the delivery as it is; an attempt that is in flight is the answer itself. */
    public Result<Delivery> retry(Webhook webhook, DeliveryId id) {
        DeliveryKey key = new DeliveryKey(webhook.key(), id);
        Optional<Delivery> found = new FindDelivery(ports.history(), ports.events()).find(webhook.key(), id);
        if (found.isEmpty()) {
            return Result.refused(Refusal.notFound("delivery"));
        }
        Delivery delivery = found.get();
        if (!webhook.active()) {
            return conflict("The webhook is disabled; enable it first.");
        }
        if (delivery.eventType().equals(TestWebhook.TYPE)) {
            return conflict("A test is not retried; send another one.");
        }
        if (delivery.status() == Status.CANCELLED) {
            return conflict("The delivery was cancelled.");
        }
        if (delivery.attempts() >= Delivery.MOST_ATTEMPTS) {
            return conflict("The delivery had " + Delivery.MOST_ATTEMPTS + " attempts; publish the event again.");
        }
        Optional<Event> event =
                ports.events().find(webhook.key().tenant(), delivery.eventId()).flatMap(EventStore.Stored::whole);
        if (event.isEmpty()) {
            return conflict("The event's payload is gone.");
        }
        if (!inFlight(webhook, delivery)) {
            DeliveryTask task = DeliveryTask.byHand(key, delivery.attempts() + 1, event.get(), clock.instant());
            ports.queue().send(task);
        }
        return Result.ok(delivery);
    }

    /** A slot whose attempt is recorded is only waiting to be settled: that attempt is over, and answers nobody. */
    private boolean inFlight(Webhook webhook, Delivery delivery) {
        Optional<WebhookState> state = ports.states().load(webhook.key());
        return state.stream()
                .flatMap(known -> known.slots().stream())
                .anyMatch(slot -> slot.delivery().equals(delivery.key().delivery())
                        && slot.attempt() > delivery.attempts()
                        && slot.expiresAt().isAfter(clock.instant()));
    }

    private static Result<Delivery> conflict(String detail) {
        return Result.refused(Refusal.of(ErrorCode.CONFLICT, detail));
    }
}
