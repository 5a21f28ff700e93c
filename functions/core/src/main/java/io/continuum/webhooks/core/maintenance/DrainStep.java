package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.SettleForOthers;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Releases, of what waited for a webhook whose breaker is closed, as much as goes in the next minute by the {@link Ramp}.
 * Thread-safe.
 */
final class DrainStep {
    /** Deliveries read at once. */
    private static final int SLICE = 100;

    /** Deliveries released, or ended, by one step: half a minute's work. */
    private static final int MOST = 3_000;

    /** Tries of claiming a minute of a drain while deliveries go on beside it. */
    private static final int CLAIMING_TRIES = 10;

    private final DeliveryPorts ports;
    private final EndWaiting endWaiting;
    private final SettleForOthers settle;
    private final BringBack bringBack;
    private final Wakes wakes;
    private final DeliveryRules rules;
    private final InstantSource clock;

    DrainStep(DeliveryPorts ports, DeliveryRules rules, InstantSource clock) {
        this.ports = ports;
        this.endWaiting = new EndWaiting(ports, rules, clock);
        this.settle = new SettleForOthers(ports, rules);
        this.bringBack = new BringBack(ports, clock);
        this.wakes = new Wakes(ports.states());
        this.rules = rules;
        this.clock = clock;
    }

    /** Returns whether what waits for a webhook is released. */
    static boolean drains(WebhookState state) {
        return state.life() == Life.LIVE && state.breaker() instanceof Breaker.Closed;
    }

    /**
     * Plans what goes in the next minute, makes the plan real by one write, and only then sends: of two steps one does.
     *
     * @param state just loaded, with a wake that is due
     */
    void take(WebhookState state, Instant deadline) {
        Instant now = clock.instant();
        if (Ramp.underWay(state, now)) {
            wakes.move(state, now.plus(Ramp.AHEAD));
            return;
        }
        // Read once, before the write is tried: a busy webhook's state moves many times while very much is read.
        Found found = read(state.key(), Math.max(1, plan(state, now).times().size()), now);
        if (!found.due.isEmpty()) {
            Ramp claimed = claim(state, found.due.size());
            if (claimed != null) {
                int many = claimed.times().size();
                bringBack.send(found.due.subList(0, many), claimed.times(), deadline);
                expire(found.overdue, deadline);
            }
            return;
        }
        if (!expire(found.overdue, deadline) || found.more) {
            // Its wake is due still, so the next tick goes on.
            return;
        }
        if (found.lookAgain == null) {
            wakes.rest(state, now);
        } else {
            wakes.move(state, found.lookAgain);
        }
    }

    private Ramp plan(WebhookState state, Instant now) {
        return Ramp.plan(state, state.capacity().within(rules.ceiling()), MOST, now);
    }

    /**
     * Makes the plan of the next minute real: one conditional write, which closes the race with another step. Who lost to
     * a delivery plans anew from what is the state now, for the places that were read.
     *
     * @return null if nothing may be sent: another step does it, or nothing is released any more
     */
    private @Nullable Ramp claim(WebhookState loaded, int many) {
        WebhookState state = loaded;
        for (int i = 0; i < CLAIMING_TRIES; i++) {
            Instant now = clock.instant();
            WebhookState clean = withoutExpired(state, now);
            Ramp plan = plan(clean, now);
            Ramp taken = plan.within(Math.min(plan.times().size(), many));
            WebhookState next = clean.draining(taken.next()).with(clean.wake().movedTo(now.plus(Ramp.AHEAD)));
            switch (ports.states().swap(state, next)) {
                case StateStore.Swap.Done _ -> {
                    return taken;
                }
                case StateStore.Swap.Gone _ -> {
                    return null;
                }
                case StateStore.Swap.Lost(WebhookState current) -> {
                    if (!isSameDrain(loaded, current)) {
                        return null;
                    }
                    state = current;
                }
            }
        }
        ports.journal()
                .write(
                        Journal.Level.WARNING,
                        "drain.lost",
                        Map.of(
                                "tenant_id", loaded.key().tenant().toString(),
                                "webhook_id", loaded.key().webhook().toString()));
        return null;
    }

    /** An opening in between would have begun another epoch, and another step would have gone on with the drain. */
    private static boolean isSameDrain(WebhookState loaded, WebhookState current) {
        return drains(current) && current.epoch() == loaded.epoch() && Objects.equals(current.drain(), loaded.drain());
    }

    /** Nothing else may come to a quiet webhook that would settle for a dead worker. */
    private WebhookState withoutExpired(WebhookState state, Instant now) {
        List<Slot> expired = state.expiredSlots(now);
        return expired.isEmpty() ? state : settle.settled(state, expired, now);
    }

    /** Ends what waited too long; returns whether all of it is ended. */
    private boolean expire(List<Delivery> overdue, Instant deadline) {
        for (Delivery place : overdue) {
            Instant now = clock.instant();
            if (now.isAfter(deadline)) {
                return false;
            }
            endWaiting.expire(place, now);
        }
        return true;
    }

    /**
     * What waits for this to bring it back.
     *
     * @param due the oldest ones
     * @param overdue those before the last of these that waited too long
     * @param lookAgain when one whose message may be under way is looked at; null = there is none before the last of these
     * @param more whether there may be others that were not read
     */
    private record Found(
            List<Delivery> due,
            List<Delivery> overdue,
            @Nullable Instant lookAgain,
            boolean more) {}

    private Found read(WebhookKey key, int most, Instant now) {
        List<Delivery> due = new ArrayList<>();
        List<Delivery> overdue = new ArrayList<>();
        Instant lookAgain = null;
        DeliveryId after = null;
        boolean more = true;
        while (more && due.size() < most && overdue.size() < MOST) {
            List<Delivery> page = ports.waiting().oldest(key, after, SLICE);
            for (Delivery place : page) {
                Waiting waiting = place.waiting();
                if (BringBack.isDue(place, now)) {
                    (EndWaiting.isOverdue(place, now) ? overdue : due).add(place);
                } else if (waiting != null && waiting.reason() == WaitReason.BREAKER) {
                    Instant back = waiting.until().plus(BringBack.RETURNED).plusSeconds(1);
                    lookAgain = lookAgain == null || back.isBefore(lookAgain) ? back : lookAgain;
                }
            }
            more = page.size() == SLICE;
            after = page.isEmpty() ? after : page.getLast().key().delivery();
        }
        return new Found(due.subList(0, Math.min(due.size(), most)), overdue, lookAgain, more);
    }
}
