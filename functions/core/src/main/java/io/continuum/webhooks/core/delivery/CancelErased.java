package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Ends a delivery whose event was erased, and takes it out of its webhook's totals. Thread-safe. */
public final class CancelErased {
    /** Tries while other workers change the webhook's state; then its number of pending ones is one too high. */
    private static final int TRIES = 10;

    private final DeliveryPorts ports;

    /** Ends in {@code ports}. */
    public CancelErased(DeliveryPorts ports) {
        this.ports = ports;
    }

    /**
     * Ends a delivery for good: what is final stays what it was, and no place in the waiting room is left.
     *
     * @param record as it was read; null = there is none
     * @param pending what stands for a record that there is none of
     * @throws Unavailable if an attempt was recorded meanwhile that is not the last: to be ended once more
     */
    public void end(@Nullable Delivery record, Delivery pending, Instant now) {
        if (record == null || !record.status().isFinal()) {
            Optional<Delivery> inTheWay = cancel(record, pending, now);
            if (inTheWay.isEmpty()) {
                return;
            }
            if (!inTheWay.get().status().isFinal()) {
                throw new Unavailable("a delivery moved while it was ended");
            }
        }
        ports.waiting().remove(pending.key(), Integer.MAX_VALUE);
    }

    /**
     * Ends a delivery as {@code cancelled}: one conditional write, which closes the race with an attempt that is being
     * recorded.
     *
     * @param record as it was read; null = there is none
     * @param pending what stands for a record that there is none of
     * @return the record that stood in the way; empty if it is cancelled now
     */
    public Optional<Delivery> cancel(@Nullable Delivery record, Delivery pending, Instant now) {
        Delivery before = record == null ? pending : record;
        return switch (ports.log().write(record, before.ended(Status.CANCELLED, null, now))) {
            case DeliveryLog.Written.Fenced(Delivery current) -> Optional.of(current);
            case DeliveryLog.Written.Done _ -> {
                if (before.status() == Status.FAILED) {
                    forgetRetrying(before.key().webhook());
                }
                ports.waiting().remove(before.key(), Integer.MAX_VALUE);
                yield Optional.empty();
            }
        };
    }

    private void forgetRetrying(WebhookKey key) {
        WebhookState state = ports.states().load(key).orElse(null);
        for (int tries = 0; tries < TRIES && state != null; tries++) {
            WebhookState next = state.with(state.stats().abandoned());
            state = ports.states().swap(state, next) instanceof StateStore.Swap.Lost(WebhookState current)
                    ? current
                    : null;
        }
    }
}
