package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Settlement;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.DeliveryKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settles for workers that died between recording and settling: their records tell what to count. */
public final class SettleForOthers {
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
