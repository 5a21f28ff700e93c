package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.GiveUp;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.SettleForOthers;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Metric;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings back what no queue has: parked and held deliveries. One of them is the probe of an open breaker; once it is
 * closed, all follow by the {@link Ramp}. Thread-safe.
 */
public final class Release {
    /** Deliveries of one slice. */
    private static final int SLICE = 100;

    /** Deliveries released by one step: half a minute's work. */
    private static final int MOST = 3_000;

    /** Tries of claiming a minute of a drain while deliveries go on beside it. */
    private static final int CLAIMING_TRIES = 10;

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
    private final BringBack bringBack;
    private final DeliveryRules rules;
    private final InstantSource clock;

    /** Sends to the queue of {@code ports}. */
    public Release(DeliveryPorts ports, DeliveryRules rules, InstantSource clock) {
        this.ports = ports;
        this.giveUp = new GiveUp(ports, clock);
        this.settle = new SettleForOthers(ports, rules);
        this.bringBack = new BringBack(ports);
        this.rules = rules;
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
        if (drains(state)) {
            drain(state, deadline);
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

    private static boolean drains(WebhookState state) {
        return state.life() == Life.LIVE && state.breaker() instanceof Breaker.Closed;
    }

    /** Plans what goes in the next minute, makes the plan real by one write, and only then sends: of two steps one does. */
    private void drain(WebhookState loaded, Instant deadline) {
        WebhookState state = loaded;
        for (int i = 0; i < CLAIMING_TRIES && drains(state) && Objects.equals(state.drain(), loaded.drain()); i++) {
            Instant now = clock.instant();
            if (Ramp.underWay(state, now)) {
                move(state, now.plus(Ramp.AHEAD));
                return;
            }
            Ramp plan = Ramp.plan(state, state.capacity().within(rules.ceiling()), MOST, now);
            Found found = due(state.key(), Math.max(1, plan.times().size()), now);
            if (found.due.isEmpty()) {
                if (found.lookAgain == null) {
                    rest(state, now);
                } else {
                    move(state, found.lookAgain);
                }
                return;
            }
            Ramp taken = plan.within(Math.min(plan.times().size(), found.due.size()));
            WebhookState next = state.draining(taken.next()).with(state.wake().movedTo(now.plus(Ramp.AHEAD)));
            if (!(ports.states().swap(state, next) instanceof StateStore.Swap.Lost(WebhookState current))) {
                send(found.due, taken.times(), deadline);
                return;
            }
            state = current;
        }
    }

    private void send(List<Delivery> due, List<Instant> times, Instant deadline) {
        for (int from = 0; from < times.size() && !clock.instant().isAfter(deadline); from += SLICE) {
            int to = Math.min(times.size(), from + SLICE);
            bringBack.send(due.subList(from, to), times.subList(from, to), clock.instant());
        }
    }

    /**
     * What waits for this to bring it back.
     *
     * @param due the oldest ones
     * @param lookAgain when one whose message may be under way is looked at; null = there is none before the last of these
     */
    private record Found(List<Delivery> due, @Nullable Instant lookAgain) {}

    private Found due(WebhookKey key, int most, Instant now) {
        List<Delivery> due = new ArrayList<>();
        Instant lookAgain = null;
        DeliveryId after = null;
        while (due.size() < most) {
            List<Delivery> page = ports.waiting().oldest(key, after, SLICE);
            for (Delivery place : page) {
                Waiting waiting = place.waiting();
                if (BringBack.isDue(place, now)) {
                    due.add(place);
                } else if (waiting != null && waiting.reason() == WaitReason.BREAKER) {
                    Instant back = waiting.until().plus(BringBack.RETURNED).plusSeconds(1);
                    lookAgain = lookAgain == null || back.isBefore(lookAgain) ? back : lookAgain;
                }
            }
            if (page.size() < SLICE) {
                break;
            }
            after = page.getLast().key().delivery();
        }
        return new Found(due.subList(0, Math.min(due.size(), most)), lookAgain);
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
            if (!(ports.states().swap(seen, seen.draining(null).with(seen.wake().movedTo(null)))
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
                    case Breaker.Closed _ -> throw new IllegalStateException("what is closed drains");
                    case Breaker.Open open
                    when open.until().isAfter(now) -> {
                        expireOverdue(places, now);
                        yield open.until();
                    }
                    case Breaker.Open _ -> probe(state.key(), places, now.plus(SOON));
                    case Breaker.HalfOpen half when half.leaseUntil().isAfter(now) -> half.leaseUntil();
                    // The prober died, or could not settle: the next one probes.
                    case Breaker.HalfOpen _ -> probe(state.key(), places, now.plus(SOON));
                };
        };
    }

    /** One delivery goes and is the probe; if it fails, the breaker's next opening sets the next wake. */
    private Instant probe(WebhookKey key, List<Delivery> oldest, Instant comeBack) {
        Instant now = clock.instant();
        expireOverdue(oldest, now);
        List<Delivery> first = due(key, 1, now).due;
        if (!first.isEmpty()) {
            bringBack.send(first, List.of(now), now);
        }
        return comeBack;
    }

    private void expireOverdue(List<Delivery> places, Instant now) {
        for (Delivery place : places) {
            Waiting waiting = place.waiting();
            if (waiting != null && !waiting.due().plus(PATIENCE).isAfter(now)) {
                end(place, Status.DEAD_LETTER, Reason.EXPIRED, now);
            }
        }
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
