package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.SettleForOthers;
import java.time.Instant;

/**
 * Settles the open slots of workers that are known to be dead: for a runner that is the only consumer, at its start.
 */
public final class SettleSlots {
    private final DeliveryPorts ports;
    private final SettleForOthers settle;

    /** Settles by {@code rules}. */
    public SettleSlots(DeliveryPorts ports, DeliveryRules rules) {
        this.ports = ports;
        this.settle = new SettleForOthers(ports, rules);
    }

    /** Settles all slots of {@code state}; a worker that raced us has settled them itself. */
    public void settle(WebhookState state, Instant now) {
        WebhookState seen = state;
        while (!seen.slots().isEmpty()) {
            WebhookState next = settle.settled(seen, seen.slots(), now);
            if (!(ports.states().swap(seen, next) instanceof StateStore.Swap.Lost(WebhookState current))) {
                return;
            }
            seen = current;
        }
    }
}
