package io.continuum.webhooks.core.delivery;

import org.jspecify.annotations.Nullable;

/**
 * One task of a group.
 *
 * @param received the task
 * @param before its record; null if there is none, or if it need not be read
 */
record Member(Received received, @Nullable Delivery before) {
    DeliveryTask task() {
        return received.task();
    }

    /** Returns the record, or the one that the first attempt starts from. */
    Delivery record() {
        return before == null ? Delivery.first(task()) : before;
    }
}
