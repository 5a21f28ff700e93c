package io.continuum.webhooks.core.delivery;

import java.util.List;

/** Where tasks wait, one queue per priority. Thread-safe. */
public interface DeliveryQueue {
    /**
     * Sends a task that shows up after its {@code notBefore}, or as much before as the queue's longest delay demands.
     * Returns only once the queue has it durably.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if it may not have it
     */
    void send(DeliveryTask task);

    /**
     * Sends many, in batches by count and bytes.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if it may not have all of them; sending all again is
     *     harmless
     */
    void sendAll(List<DeliveryTask> tasks);
}
