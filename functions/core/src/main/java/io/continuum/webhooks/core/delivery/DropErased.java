package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Ends, before any admission, what is waiting in queues for an event that was erased. Tasks whose event names no user
 * cost nothing. Thread-safe.
 */
public final class DropErased {
    private final DeliveryPorts ports;
    private final CancelErased cancel;
    private final ErasureList erasures;
    private final InstantSource clock;

    /** Goes by {@code erasures}. */
    public DropErased(DeliveryPorts ports, ErasureList erasures, InstantSource clock) {
        this.ports = ports;
        this.cancel = new CancelErased(ports);
        this.erasures = erasures;
        this.clock = clock;
    }

    /**
     * Ends the erased ones of a batch as {@code cancelled}; what was final before stays what it was.
     *
     * @param failed gets the ids of the messages that must stay in their queue
     * @return the others, in their order
     */
    public List<Received> drop(List<Received> batch, Set<String> failed) {
        List<Received> others = new ArrayList<>(batch.size());
        for (Received received : batch) {
            try {
                if (!erasures.covers(received.task().event()) || !end(received)) {
                    others.add(received);
                }
            } catch (Unavailable e) {
                // Nobody may be sent what may be erased.
                failed.add(received.messageId());
            }
        }
        return others;
    }

    /** Returns false for what is made already: a worker may have died before it told of it, and nothing is sent again. */
    private boolean end(Received received) {
        DeliveryTask task = received.task();
        Delivery record = ports.log().find(List.of(task.key())).get(task.key());
        boolean made = record != null && record.status().isFinal() && record.attempts() >= task.attempt();
        if (made && received.redelivered()) {
            return false;
        }
        cancel.end(record, Delivery.first(task), clock.instant());
        return true;
    }
}
