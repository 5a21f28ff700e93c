package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.CancelErased;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.GiveUp;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.SettleForOthers;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings back what no queue has: parked and held deliveries. Sent first, then forgotten, so that a step that dies sends
 * again, which the records make harmless. Thread-safe.
 */
public final class Release {
    /** Deliveries of one slice. */
    private static final int SLICE = 100;

    /** When to look whether a probe has come to something: the next tick. */
    private static final Duration SOON = Duration.ofMinutes(1);

    /** How often a webhook is looked at of which nothing waits and whose breaker nothing has probed yet. */
    static final Duration LOOK_AGAIN = Duration.ofMinutes(15);

    /**
     * After the end of an opening nothing comes any more that would probe: the longest pause of a schedule is 24 h, and
     * jitter adds a tenth. Source: spec §4.
     */
    private static final Duration ABANDONED = Duration.ofHours(27);

    /** Tries of clearing a wake while deliveries go on beside it. */
    private static final int CLEARING_TRIES = 10;

    /** What waits longer than this beyond its schedule is given up. Source: spec §5. */
    private static final Duration PATIENCE = Duration.ofDays(3);

    private final DeliveryPorts ports;
    private final GiveUp giveUp;
    private final SettleForOthers settle;
    private final CancelErased cancelErased;
    private final InstantSource clock;

    /** Sends to the queue of {@code ports}. */
    public Release(DeliveryPorts ports, DeliveryRules rules, InstantSource clock) {
        this.ports = ports;
        this.giveUp = new GiveUp(ports, clock);
        this.settle = new SettleForOthers(ports, rules);
        this.cancelErased = new CancelErased(ports);
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
        while (!clock.instant().isAfter(deadline)) {
            List<Delivery> places = ports.waiting().oldest(key, SLICE);
            if (places.isEmpty()) {
                rest(state, now);
                return;
            }
            Instant next = slice(state, places, now);
            if (next != null) {
                move(state, next);
                return;
            }
        }
    }

    /** Nothing waits here. A webhook whose breaker is not closed stays in the index, so that it is known to be open. */
    private void rest(WebhookState state, Instant now) {
        Instant barred =
                state.life() == Life.LIVE ? state.breaker().barredUntil().orElse(null) : null;
        if (barred == null || barred.plus(ABANDONED).isBefore(now)) {
            clear(state);
        } else {
            move(state, barred.isAfter(now) ? barred : now.plus(LOOK_AGAIN));
        }
    }

    /** Clears the wake, unless something was added since the places were read: then the next tick finds it again. */
    private void clear(WebhookState state) {
        WebhookState seen = state;
        for (int i = 0; i < CLEARING_TRIES && seen.wake().equals(state.wake()); i++) {
            if (!(ports.states().swap(seen, seen.with(seen.wake().movedTo(null)))
                    instanceof StateStore.Swap.Lost(WebhookState current))) {
                return;
            }
            seen = current;
        }
    }

    /** Deals with a slice; returns when to come back, or null to go on with the next slice. */
    private @Nullable Instant slice(WebhookState state, List<Delivery> places, Instant now) {
        return switch (state.life()) {
            case DELETED -> {
                places.forEach(place -> end(place, Status.CANCELLED, null, now));
                yield null;
            }
            case DISABLED -> expire(places, now);
            case LIVE ->
                switch (state.breaker()) {
                    case Breaker.Closed _ -> {
                        places.forEach(place -> release(place, now));
                        yield null;
                    }
                    case Breaker.Open open
                    when open.until().isAfter(now) -> {
                        expireOverdue(places, now);
                        yield open.until();
                    }
                    case Breaker.Open open -> probe(places, now.plus(SOON));
                    case Breaker.HalfOpen half when half.leaseUntil().isAfter(now) -> half.leaseUntil();
                    // The prober died, or could not settle: the next one probes.
                    case Breaker.HalfOpen _ -> probe(places, now.plus(SOON));
                };
        };
    }

    /** One delivery goes and is the probe; if it fails, the breaker's next opening sets the next wake. */
    private Instant probe(List<Delivery> places, Instant comeBack) {
        Instant now = clock.instant();
        List<Delivery> left = expireOverdue(places, now);
        if (!left.isEmpty()) {
            release(left.getFirst(), now);
        }
        return comeBack;
    }

    /** Gives up what waited too long; returns the others. */
    private List<Delivery> expireOverdue(List<Delivery> places, Instant now) {
        List<Delivery> left = new ArrayList<>();
        for (Delivery place : places) {
            Waiting waiting = place.waiting();
            if (waiting == null || waiting.due().plus(PATIENCE).isAfter(now)) {
                left.add(place);
            } else {
                end(place, Status.DEAD_LETTER, Reason.EXPIRED, now);
            }
        }
        return left;
    }

    private @Nullable Instant expire(List<Delivery> places, Instant now) {
        for (Delivery place : places) {
            Waiting waiting = place.waiting();
            if (waiting != null && waiting.due().plus(PATIENCE).isAfter(now)) {
                return waiting.due().plus(PATIENCE);
            }
            end(place, Status.DEAD_LETTER, Reason.EXPIRED, now);
        }
        return null;
    }

    private void release(Delivery place, Instant now) {
        Waiting waiting = place.waiting();
        if (waiting == null || !waiting.parked()) {
            // Its message is in a queue and brings it back; the place was only there to be seen.
            ports.waiting().remove(place);
            return;
        }
        Optional<Event> event = ports.events()
                .find(place.key().webhook().tenant(), place.eventId())
                .flatMap(EventStore.Stored::whole);
        if (event.isEmpty()) {
            // Erased meanwhile: there is nothing left to deliver.
            cancelErased.end(ports.log().find(List.of(place.key())).get(place.key()), place, now);
            return;
        }
        ports.queue().send(DeliveryTask.released(place, waiting, event.get(), now));
        ports.waiting().remove(place);
    }

    private void end(Delivery place, Status status, @Nullable Reason reason, Instant now) {
        DeliveryKey key = place.key();
        Delivery record = ports.log().find(List.of(key)).get(key);
        Delivery after = (record == null ? place : record).ended(status, reason, now);
        if (record != null && record.status().isFinal()) {
            // An earlier step wrote the record and may have died before telling; to tell twice is harmless.
            if (record.reason() == Reason.EXPIRED) {
                giveUp.tell(record);
            }
        } else if (ports.log().write(record, after) instanceof DeliveryLog.Written.Done
                && after.status() == Status.DEAD_LETTER) {
            giveUp.journal(after);
            ports.metrics().add(Metric.DELIVERIES_DEAD, 1);
            settle.givenUp(record == null ? place : record, now);
            giveUp.tell(after);
        }
        ports.waiting().remove(place);
    }

    private void move(WebhookState state, Instant next) {
        WebhookState seen = state;
        // Two tries: a third worker would have moved the wake itself.
        for (int i = 0; i < 2; i++) {
            if (!(ports.states().swap(seen, seen.with(seen.wake().movedTo(next)))
                    instanceof StateStore.Swap.Lost(WebhookState current))) {
                return;
            }
            seen = current;
            Instant at = seen.wake().at();
            boolean sooner = at != null && at.isBefore(next);
            if (sooner || seen.life() != state.life()) {
                return;
            }
        }
    }
}
