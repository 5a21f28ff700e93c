package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Settlement;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.stats.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settles for workers that died between recording and settling: their records tell what to count. */
public final class SettleForOthers {
    /** Tries of counting what was given up, while deliveries go on beside it. */
    private static final int COUNTING_TRIES = 10;

    private final DeliveryPorts ports;
    private final DeliveryRules rules;

    /** Settles by {@code rules}. */
    public SettleForOthers(DeliveryPorts ports, DeliveryRules rules) {
        this.ports = ports;
        this.rules = rules;
    }

    /** Returns {@code state} with {@code slots} settled by their records; the caller makes it real. */
    public WebhookState settled(WebhookState state, List<Slot> slots, Instant now) {
        List<DeliveryKey> keys = slots.stream()
                .map(slot -> new DeliveryKey(state.key(), slot.delivery()))
                .distinct()
                .toList();
        Map<DeliveryKey, Delivery> records = ports.log().find(keys);
        List<Settlement.Result> results = new ArrayList<>();
        for (Slot slot : slots) {
            Delivery record = records.get(new DeliveryKey(state.key(), slot.delivery()));
            results.add(new Settlement.Result(
                    slot, Settlement.NO_EPOCH, record == null ? null : Effects.read(record, slot.attempt())));
        }
        return counted(state, results, now);
    }

    /**
     * Counts a delivery that was given up without a request and outside a batch: one write of the state. Given up by one
     * caller only, whose record was the condition, so it is counted once; or not at all, if that one dies here.
     *
     * @param before the delivery before it was given up
     */
    public void givenUp(Delivery before, Instant now) {
        Optional<WebhookState> seen = ports.states().load(before.key().webhook());
        Ending ending = new Ending(Effects.givenUp(before), false, Duration.ZERO, now);
        List<Settlement.Result> results = List.of(new Settlement.Result(null, Settlement.NO_EPOCH, ending));
        for (int tries = 0; tries < COUNTING_TRIES && seen.isPresent(); tries++) {
            WebhookState state = seen.get();
            seen = ports.states().swap(state, counted(state, results, now))
                            instanceof StateStore.Swap.Lost(WebhookState current)
                    ? Optional.of(current)
                    : Optional.empty();
        }
    }

    /** Returns {@code state} with {@code results} settled; an hour that is over is kept before it is forgotten. */
    WebhookState counted(WebhookState state, List<Settlement.Result> results, Instant now) {
        Settlement settlement = Settlement.settle(state, results, rules.breaker(), now);
        if (settlement.overHour() != null) {
            // Before the new hour replaces it; doing it twice writes the same.
            ports.history().keep(state.key(), settlement.overHour());
        }
        return settlement.next();
    }
}
