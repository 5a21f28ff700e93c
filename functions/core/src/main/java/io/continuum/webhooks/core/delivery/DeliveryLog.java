package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.DeliveryKey;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records that fence attempts. Thread-safe. Methods throw {@code Unavailable} if the store does not answer.
 */
public interface DeliveryLog {
    /** Returns the records that exist, as they are now (one consistent read for all); places in the waiting room not. */
    Map<DeliveryKey, Delivery> find(Collection<DeliveryKey> keys);

    /**
     * Writes {@code after} if the record is still {@code before}: same count of attempts, same status. One conditional
     * write; it closes the race between two workers with the same attempt, and between a worker and a cancellation.
     * Repeating a write that happened is {@code Done} again. A record that expired since it was read stands in nobody's way.
     *
     * @param before what was read, null = no record: then none may exist
     */
    Written write(@Nullable Delivery before, Delivery after);

    /** What came of a write. */
    sealed interface Written {
        /** It is written. */
        record Done() implements Written {}

        /** Somebody was faster; {@code current} is the record now. */
        record Fenced(Delivery current) implements Written {}
    }
}
