package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Step 1 of 4: takes an event. It is stored, then sent to its queue, and only then accepted; whoever gets no answer
 * says it again with the same id or the same key. Thread-safe.
 */
public final class AcceptEvent {
    private final EventStore store;
    private final EventQueue queue;
    private final TypeRules rules;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Uses {@code random} for ids: it must differ between processes that were cloned from one snapshot. */
    public AcceptEvent(
            EventStore store, EventQueue queue, TypeRules rules, InstantSource clock, RandomGenerator random) {
        this.store = store;
        this.queue = queue;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
    }

    /**
     * An event that is stored.
     *
     * @param event as it is known: an earlier one for a copy
     * @param toSend what its queue must get before it is accepted; null = nothing, it is fanned out already
     * @param erased whether what it said is not known any more, so that nothing can be compared with it
     */
    record Kept(Event event, @Nullable EventMessage toSend, boolean erased) {}

    /**
     * Accepts an event of {@code tenant}.
     *
     * @return the event as it is known: an earlier one for a copy; 409 for a known id with other content, 422 for a
     *     known key with other content and for data that its type's schema refuses
     * @throws io.continuum.webhooks.core.problem.Unavailable if it is not certain that it is accepted
     */
    public Result<Event> accept(TenantId tenant, Submission submission) {
        return judged(rules.of(tenant), tenant, submission)
                .then(draft -> keep(event(tenant, new Submission(draft, submission.keyed())), submission))
                .map(kept -> {
                    if (kept.toSend() != null) {
                        queue.send(kept.toSend());
                    }
                    return kept.event();
                });
    }

    /**
     * Judges what is new. A copy of what was accepted stays accepted, whatever its type's schema has become since: who got
     * no answer must not be told that it was refused. Costs a read only where the rules refuse.
     */
    Result<EventDraft> judged(TypeRules.Judge judge, TenantId tenant, Submission submission) {
        EventDraft draft = submission.draft();
        Result<EventDraft> judged = judge.judge(draft);
        return judged instanceof Result.Refused<EventDraft>
                        && draft.id()
                                .or(submission::keyed)
                                .flatMap(id -> store.find(tenant, id))
                                .isPresent()
                ? Result.ok(draft)
                : judged;
    }

    /** Returns the event that a submission becomes now. */
    Event event(TenantId tenant, Submission submission) {
        // Stored times have milliseconds: the delivery ids follow from this one.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        EventDraft draft = submission.draft();
        EventId id = draft.id().or(submission::keyed).orElseGet(() -> EventId.make(now, random));
        return draft.accepted(tenant, id, now);
    }

    /** Stores an event, unless a copy of it is stored. */
    Result<Kept> keep(Event event, Submission submission) {
        return switch (store.accept(event)) {
            case EventStore.Acceptance.New _ -> Result.ok(new Kept(event, new EventMessage(event, true, false), false));
            case EventStore.Acceptance.Known(EventStore.Stored stored) -> again(event, stored, submission);
        };
    }

    /** A copy sends again while nobody knows the event to be fanned out: the first one may have died before sending. */
    private static Result<Kept> again(Event event, EventStore.Stored stored, Submission submission) {
        Event known = stored.event();
        if (stored.erased()) {
            // What it said is not known any more, and must not go out again.
            return Result.ok(new Kept(known, null, true));
        }
        if (!sameContent(event, known, submission)) {
            return Result.refused(conflict(submission));
        }
        return Result.ok(new Kept(known, stored.matches() == null ? new EventMessage(known, true, true) : null, false));
    }

    /** A priority that the publisher did not state may have changed with the type since; the content has not. */
    static boolean sameContent(Event event, Event known, Submission submission) {
        Event compared = submission.draft().priority().isEmpty() ? event.with(known.priority()) : event;
        return compared.contentHash().equals(known.contentHash());
    }

    static Refusal conflict(Submission submission) {
        return submission.isKeyed()
                ? Refusal.of(
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "Use another Idempotency-Key, or publish the same content under this one.")
                : Refusal.of(
                        ErrorCode.EVENT_ID_CONFLICT, "Use another id, or publish the same content under this one.");
    }
}
