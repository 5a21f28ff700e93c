package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings back what no queue has: parked and held deliveries. One of them is the probe of an open breaker; once it is
 * closed, all follow by the {@link Ramp}. Thread-safe.
 */
public final class Release {
    /** Deliveries of one slice. */
    private static final int SLICE = 100;

    /** Slices that are searched for one that nothing else brings back: the messages of the others probe themselves. */
    private static final int PROBE_SLICES = 10;

    /** When to look whether a probe has come to something: the next tick. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private final DeliveryPorts ports;
    private final DrainStep drain;
    private final EndWaiting endWaiting;
    private final BringBack bringBack;
    private final Wakes wakes;
    private final InstantSource clock;

    /** Sends to the queue of {@code ports}. */
    public Release(DeliveryPorts ports, DeliveryRules rules, InstantSource clock) {
        this.ports = ports;
        this.drain = new DrainStep(ports, rules, clock);
        this.endWaiting = new EndWaiting(ports, rules, clock);
        this.bringBack = new BringBack(ports, clock);
        this.wakes = new Wakes(ports.states());
        this.clock = clock;
    }

    /** Takes a step for one webhook. */
    public void step(WebhookKey key, Instant deadline) {
        Optional<WebhookState> loaded = ports.states().load(key);
        if (loaded.isEmpty()) {
            return;
        }
        WebhookState state = loaded.get();
        Instant now = clock.instant();
        if (state.wake().at() == null || state.wake().at().isAfter(now)) {
            return;
        }
        if (DrainStep.drains(state)) {
            drain.take(state, deadline);
            return;
        }
        while (!clock.instant().isAfter(deadline)) {
            List<Delivery> places = ports.waiting().oldest(key, SLICE);
            if (places.isEmpty()) {
                wakes.rest(state, now);
                return;
            }
            Instant next = slice(state, places, now, deadline);
            if (next != null) {
                wakes.move(state, next);
                return;
            }
        }
    }

    /** Deals with a slice; returns when to come back, or null to go on with the next slice. */
    private @Nullable Instant slice(WebhookState state, List<Delivery> places, Instant now, Instant deadline) {
        return switch (state.life()) {
            case DELETED -> {
                places.forEach(place -> endWaiting.cancel(place, now));
                yield null;
            }
            case DISABLED -> expire(places, now);
            case LIVE ->
                switch (state.breaker()) {
                    case Breaker.Closed _ -> throw new IllegalStateException("what is closed drains");
                    case Breaker.Open open
                    when open.until().isAfter(now) -> expireOverdue(state.key(), places, deadline) ? open.until() : now;
                    case Breaker.Open _ -> probe(state.key(), places, deadline);
                    case Breaker.HalfOpen half when half.leaseUntil().isAfter(now) -> half.leaseUntil();
                    // The prober died, or could not settle: the next one probes.
                    case Breaker.HalfOpen _ -> probe(state.key(), places, deadline);
                };
        };
    }

    /**
     * One delivery goes and is the probe; if it fails, the breaker's next opening sets the next wake.
     *
     * @param oldest the first slice of what waits
     * @return when to come back
     */
    private Instant probe(WebhookKey key, List<Delivery> oldest, Instant deadline) {
        List<Delivery> places = oldest;
        for (int slices = 1; !places.isEmpty(); slices++) {
            Instant now = clock.instant();
            Optional<Delivery> first = places.stream()
                    .filter(place -> BringBack.isDue(place, now) && !EndWaiting.isOverdue(place, now))
                    .findFirst();
            if (first.isPresent()) {
                bringBack.send(List.of(first.get()), List.of(now), now.plus(SOON));
            }
            endWaiting.expireOverdue(places, now);
            if (first.isPresent() || slices == PROBE_SLICES || clock.instant().isAfter(deadline)) {
                break;
            }
            places = following(key, places);
        }
        return clock.instant().plus(SOON);
    }

    /**
     * Ends what waited too long, slice by slice, as long as the oldest of a slice has; returns false if {@code deadline}
     * came first.
     */
    private boolean expireOverdue(WebhookKey key, List<Delivery> oldest, Instant deadline) {
        List<Delivery> places = oldest;
        while (!places.isEmpty()) {
            Instant now = clock.instant();
            if (now.isAfter(deadline)) {
                return false;
            }
            endWaiting.expireOverdue(places, now);
            if (!EndWaiting.isOverdue(places.getFirst(), now)) {
                return true;
            }
            places = following(key, places);
        }
        return true;
    }

    /** Returns the next slice; empty if {@code places} was the last one. */
    private List<Delivery> following(WebhookKey key, List<Delivery> places) {
        return places.size() < SLICE
                ? List.of()
                : ports.waiting().oldest(key, places.getLast().key().delivery(), SLICE);
    }

    private @Nullable Instant expire(List<Delivery> places, Instant now) {
        for (Delivery place : places) {
            Waiting waiting = place.waiting();
            if (waiting != null && EndWaiting.end(waiting).isAfter(now)) {
                return EndWaiting.end(waiting);
            }
            endWaiting.expire(place, now);
        }
        return null;
    }
}
