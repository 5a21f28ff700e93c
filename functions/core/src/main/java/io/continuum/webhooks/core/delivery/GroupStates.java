package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Admission;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Settlement;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The two writes that a group makes to its webhook's state: one before its requests and one after. A lost race is tried
 * again with the value that won.
 */
final class GroupStates {
    /** Tries of an admission; then the group waits, as others are at this webhook. */
    private static final int ADMISSION_TRIES = 3;

    /** Tries of a settlement: giving up would keep the slots until they expire. */
    private static final int SETTLEMENT_TRIES = 10;

    private final DeliveryPorts ports;
    private final DeliveryRules rules;
    private final SettleForOthers others;
    private final Reports reports;

    GroupStates(DeliveryPorts ports, DeliveryRules rules, InstantSource clock) {
        this.ports = ports;
        this.rules = rules;
        this.others = new SettleForOthers(ports, rules);
        this.reports = new Reports(ports.reports(), clock);
    }

    /**
     * What an admission came to.
     *
     * @param state the state that is real now
     * @param decisions one per request
     */
    record Admitted(WebhookState state, List<Admission.Decision> decisions) {}

    /**
     * Takes slots for {@code requests}.
     *
     * @return empty if the race was lost too often
     */
    Optional<Admitted> admit(WebhookKey key, List<Admission.Request> requests, Instant now) {
        Optional<WebhookState> seen = ports.states().peek(key);
        boolean fresh = seen.isEmpty();
        WebhookState state = seen.or(() -> ports.states().load(key)).orElse(null);
        int tries = 0;
        while (state != null && tries < ADMISSION_TRIES) {
            WebhookState clean = withoutExpired(state, now);
            Admission admission = Admission.admit(clean, requests, rules.ceiling(), now);
            if (admission.next().equals(state)) {
                if (fresh) {
                    return Optional.of(new Admitted(state, admission.decisions()));
                }
                // Nobody may go by what this process remembers: ask before anybody is made to wait for it.
                state = ports.states().load(key).orElse(null);
                fresh = true;
                continue;
            }
            tries++;
            switch (ports.states().swap(state, admission.next())) {
                case StateStore.Swap.Done(WebhookState real) -> {
                    return Optional.of(new Admitted(real, admission.decisions()));
                }
                case StateStore.Swap.Lost(WebhookState current) -> {
                    state = current;
                    fresh = true;
                }
                case StateStore.Swap.Gone() -> state = null;
            }
        }
        return state == null ? Optional.of(gone(key, requests, now)) : Optional.empty();
    }

    /**
     * Gives slots back and counts; what cannot be settled now is settled by whoever finds its slots expired.
     *
     * @param reported whether the tenant is told of an opening breaker: not if only reports failed, or two dead receivers
     *     would report each other for ever
     */
    void settle(WebhookState admitted, List<Settlement.Result> results, boolean reported, Instant now) {
        WebhookState state = admitted;
        try {
            for (int tries = 0; tries < SETTLEMENT_TRIES; tries++) {
                WebhookState next = wokenByClosing(state, others.counted(state, results, now), now);
                if (!(ports.states().swap(state, next) instanceof StateStore.Swap.Lost(WebhookState current))) {
                    journal(state, next);
                    measure(state, next);
                    if (reported) {
                        report(state, next);
                    }
                    return;
                }
                state = current;
            }
            ports.journal().write(Journal.Level.WARNING, "settlement.lost", fields(state));
        } catch (Unavailable e) {
            ports.journal().write(Journal.Level.WARNING, "settlement.unavailable", fields(state));
        }
    }

    /** Changes the state, whatever it is by then; false if the race was lost too often or the store is unavailable. */
    boolean change(WebhookState seen, UnaryOperator<WebhookState> change) {
        WebhookState state = seen;
        for (int tries = 0; tries < SETTLEMENT_TRIES; tries++) {
            if (!(ports.states().swap(state, change.apply(state))
                    instanceof StateStore.Swap.Lost(WebhookState current))) {
                return true;
            }
            state = current;
        }
        return false;
    }

    /** Returns the state with what dead workers left settled by their records. */
    private WebhookState withoutExpired(WebhookState state, Instant now) {
        List<Slot> expired = state.expiredSlots(now);
        return expired.isEmpty() ? state : others.settled(state, expired, now);
    }

    /** What was parked while the breaker was open is released now that it is closed. */
    private static WebhookState wokenByClosing(WebhookState before, WebhookState after, Instant now) {
        boolean closed = !(before.breaker() instanceof Breaker.Closed) && after.breaker() instanceof Breaker.Closed;
        return closed && after.wake().at() != null ? after.with(after.wake().movedTo(now)) : after;
    }

    private static Admitted gone(WebhookKey key, List<Admission.Request> requests, Instant now) {
        List<Admission.Decision> cancelled = requests.stream()
                .<Admission.Decision>map(_ -> new Admission.Decision.Cancel())
                .toList();
        return new Admitted(WebhookState.fresh(key, new Capacity(1, 0, Duration.ZERO), now), cancelled);
    }

    private void journal(WebhookState before, WebhookState after) {
        if (before.breaker().changedTo(after.breaker())) {
            Map<String, Object> fields = fields(after);
            ports.journal()
                    .write(
                            Journal.Level.INFO,
                            "breaker."
                                    + switch (after.breaker()) {
                                        case Breaker.Closed _ -> "closed";
                                        case Breaker.Open _ -> "opened";
                                        case Breaker.HalfOpen _ -> "half_opened";
                                    },
                            fields);
        }
    }

    private void measure(WebhookState before, WebhookState after) {
        boolean wasClosed = before.breaker() instanceof Breaker.Closed;
        boolean isClosed = after.breaker() instanceof Breaker.Closed;
        if (wasClosed != isClosed) {
            ports.metrics().add(isClosed ? Metric.BREAKERS_CLOSED : Metric.BREAKERS_OPENED, 1);
        }
    }

    /** Once for each run of openings. Not promised: the breaker itself is the truth, so nothing waits for this. */
    private void report(WebhookState before, WebhookState after) {
        if (before.breaker() instanceof Breaker.Closed && after.breaker() instanceof Breaker.Open open) {
            try {
                reports.opened(after, open, rules.breaker().failures());
            } catch (Unavailable e) {
                ports.journal().write(Journal.Level.WARNING, "breaker.unreported", fields(after));
            }
        }
    }

    private static Map<String, Object> fields(WebhookState state) {
        return Map.of(
                "tenant_id",
                state.key().tenant().toString(),
                "webhook_id",
                state.key().webhook().toString());
    }
}
