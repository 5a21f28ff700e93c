package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.CancelErased;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts deliveries from the waiting room back into a queue. Sent first, then forgotten, so that a step that dies sends
 * again, which the records make harmless. Thread-safe.
 */
final class BringBack {
    /** So long after its time, a message that an open breaker sent round has come back, and was parked or made. */
    static final Duration RETURNED = Duration.ofMinutes(2);

    private final DeliveryPorts ports;
    private final CancelErased cancelErased;

    BringBack(DeliveryPorts ports) {
        this.ports = ports;
        this.cancelErased = new CancelErased(ports);
    }

    /**
     * Returns whether nothing but this brings a delivery back. One that an open breaker sent round before it was parked
     * keeps the place that it had then (one write less): its message must have been back by now.
     */
    static boolean isDue(Delivery place, Instant now) {
        Waiting waiting = place.waiting();
        if (waiting == null || waiting.parked()) {
            return waiting != null;
        }
        return waiting.reason() == WaitReason.BREAKER
                && waiting.until().plus(RETURNED).isBefore(now);
    }

    /** Sends the deliveries of {@code places}, each not before its time, and takes their places away. */
    void send(List<Delivery> places, List<Instant> times, Instant now) {
        List<DeliveryTask> tasks = new ArrayList<>(places.size());
        List<Delivery> sent = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            Delivery place = places.get(i);
            Waiting waiting = place.waiting();
            Optional<Event> event = ports.events()
                    .find(place.key().webhook().tenant(), place.eventId())
                    .flatMap(EventStore.Stored::whole);
            if (event.isEmpty() || waiting == null) {
                // Erased meanwhile: there is nothing left to deliver.
                cancelErased.end(ports.log().find(List.of(place.key())).get(place.key()), place, now);
            } else {
                tasks.add(DeliveryTask.released(place, waiting, event.get(), times.get(i)));
                sent.add(place);
            }
        }
        if (!tasks.isEmpty()) {
            ports.queue().sendAll(tasks);
        }
        sent.forEach(ports.waiting()::remove);
    }
}
