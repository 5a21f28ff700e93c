package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.DeadLetterQueue;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The queue of exhausted deliveries in memory. Thread-safe. */
public final class InMemoryDeadLetterQueue implements DeadLetterQueue {
    private final List<Copy> copies = new ArrayList<>();

    /** All that a copy says; reason and last error may be missing. */
    public record Copy(
            String tenantId,
            String webhookId,
            String deliveryId,
            String eventId,
            String event,
            @Nullable String reason,
            int attempts,
            @Nullable String lastError) {}

    @Override
    public synchronized void copy(Delivery dead) {
        Reason reason = dead.reason();
        copies.add(new Copy(
                dead.key().webhook().tenant().value(),
                dead.key().webhook().webhook().toString(),
                dead.key().delivery().toString(),
                dead.eventId().value(),
                dead.eventType().name(),
                reason == null ? null : reason.code(),
                dead.attempts(),
                dead.last().map(Attempt::error).orElse(null)));
    }

    /** Returns all copies, in their order. */
    public synchronized List<Copy> copies() {
        return List.copyOf(copies);
    }
}
