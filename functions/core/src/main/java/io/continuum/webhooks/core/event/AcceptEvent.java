package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/**
 * Step 1 of 4: takes an event. It is stored, then sent to its queue, and only then accepted; whoever gets no answer
 * says it again with the same id. Thread-safe.
 */
public final class AcceptEvent {
    private final EventStore store;
    private final EventQueue queue;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Uses {@code random} for ids: it must differ between processes that were cloned from one snapshot. */
    public AcceptEvent(EventStore store, EventQueue queue, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.queue = queue;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Accepts an event of {@code tenant}.
     *
     * @return the event as it is known: an earlier one for a copy; 409 for a known id with other content
     * @throws io.continuum.webhooks.core.problem.Unavailable if it is not certain that it is accepted
     */
    public Result<Event> accept(TenantId tenant, EventDraft draft) {
        // Stored times have milliseconds: the delivery ids follow from this one.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventId id = draft.id().orElseGet(() -> EventId.make(now, random));
        Event event = draft.accepted(tenant, id, now);
        return switch (store.accept(event)) {
            case EventStore.Acceptance.New _ -> {
                queue.send(new EventMessage(event, true, false));
                yield Result.ok(event);
            }
            case EventStore.Acceptance.Known(EventStore.Stored stored) -> again(event, stored);
        };
    }

    /** A copy sends again while nobody knows the event to be fanned out: the first one may have died before sending. */
    private Result<Event> again(Event event, EventStore.Stored stored) {
        if (stored.erased()) {
            // What it said is not known any more, and must not go out again.
            return Result.ok(stored.event());
        }
        if (!stored.event().contentHash().equals(event.contentHash())) {
            return Result.refused(Refusal.of(
                    ErrorCode.EVENT_ID_CONFLICT, "Use another id, or publish the same content under this one."));
        }
        if (stored.matches() == null) {
            queue.send(new EventMessage(stored.event(), true, true));
        }
        return Result.ok(stored.event());
    }
}
