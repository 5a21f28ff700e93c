package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.Result;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads messages of the events queue and holds those that came past the API against their tenant's types. Thread-safe.
 */
public final class ReceiveEvent {
    private final EventStore events;
    private final TypeRules rules;

    /** Judges by {@code rules} what {@code events} does not know yet. */
    public ReceiveEvent(EventStore events, TypeRules rules) {
        this.events = events;
        this.rules = rules;
    }

    /** Returns what reads the messages of one batch: each tenant's rules are read once, and only if needed. */
    public Batch batch() {
        return new Batch();
    }

    /** Reads the messages of one batch. Not thread-safe. */
    public final class Batch {
        private final Map<TenantId, TypeRules.Judge> judges = new HashMap<>();

        private Batch() {}

        /**
         * Reads a message.
         *
         * @param redelivered whether the queue has handed it out before
         * @return the message, or why nobody will ever be able to act on it
         * @throws io.continuum.webhooks.core.problem.Unavailable if a store does not answer: it must stay in its queue
         */
        public Result<EventMessage> read(String body, EventMessages.Sent sent, boolean redelivered) {
            return EventMessages.read(body, sent, (tenant, id, draft) -> {
                Optional<EventStore.Stored> known = redelivered ? events.find(tenant, id) : Optional.empty();
                // Accepted before: rules that came since must not stop the rest of its deliveries.
                return known.isPresent()
                        ? Result.ok(draft.unlessStated(known.get().event().priority()))
                        : judge(tenant, draft);
            });
        }

        private Result<EventDraft> judge(TenantId tenant, EventDraft draft) {
            return judges.computeIfAbsent(tenant, rules::of).judge(draft);
        }
    }
}
