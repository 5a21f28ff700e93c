package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.CancelErased;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

    /** Deliveries of one slice. */
    private static final int SLICE = 100;

    private final DeliveryPorts ports;
    private final CancelErased cancelErased;
    private final InstantSource clock;

    BringBack(DeliveryPorts ports, InstantSource clock) {
        this.ports = ports;
        this.cancelErased = new CancelErased(ports);
        this.clock = clock;
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

    /**
     * Sends the deliveries of {@code places}, each not before its time, and takes their places away; what is not sent when
     * {@code deadline} is over keeps its place. One that cannot be read keeps none of the others back.
     *
     * @throws Unavailable once the others are sent, if some could not be; at once if the queue does not answer
     */
    void send(List<Delivery> places, List<Instant> times, Instant deadline) {
        List<Unavailable> left = new ArrayList<>();
        for (int from = 0; from < times.size() && !clock.instant().isAfter(deadline); from += SLICE) {
            int to = Math.min(times.size(), from + SLICE);
            slice(places.subList(from, to), times.subList(from, to), left);
        }
        if (!left.isEmpty()) {
            throw left.getFirst();
        }
    }

    private void slice(List<Delivery> places, List<Instant> times, List<Unavailable> left) {
        List<DeliveryTask> tasks = new ArrayList<>(places.size());
        List<Delivery> sent = new ArrayList<>(places.size());
        for (int i = 0; i < places.size(); i++) {
            Delivery place = places.get(i);
            Instant time = times.get(i);
            guarded(
                    () -> task(place, time).ifPresent(task -> {
                        tasks.add(task);
                        sent.add(place);
                    }),
                    left);
        }
        if (!tasks.isEmpty()) {
            ports.queue().sendAll(tasks);
        }
        sent.forEach(place -> guarded(() -> ports.waiting().remove(place), left));
    }

    /** Returns the task of a place; empty if it was erased meanwhile: then there is nothing left to deliver. */
    private Optional<DeliveryTask> task(Delivery place, Instant time) {
        Waiting waiting = place.waiting();
        Optional<Event> event = ports.events()
                .find(place.key().webhook().tenant(), place.eventId())
                .flatMap(EventStore.Stored::whole);
        if (event.isPresent() && waiting != null) {
            return Optional.of(DeliveryTask.released(place, waiting, event.get(), time));
        }
        cancelErased.end(ports.log().find(List.of(place.key())).get(place.key()), place, clock.instant());
        return Optional.empty();
    }

    /** What is claimed is sent by nobody else, so that one of many must not keep the others from going. */
    private static void guarded(Runnable work, List<Unavailable> left) {
        try {
            work.run();
        } catch (Unavailable e) {
            left.add(e);
        }
    }
}
