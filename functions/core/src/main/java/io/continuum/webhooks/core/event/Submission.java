package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.id.EventId;
import java.util.Optional;

/**
 * An event as it is handed in.
 *
 * @param draft what its publisher says
 * @param keyed the id that follows from the publisher's idempotency key; the publisher's own id goes first
 */
public record Submission(EventDraft draft, Optional<EventId> keyed) {
    /** Returns an event that came without a key. */
    public static Submission of(EventDraft draft) {
        return new Submission(draft, Optional.empty());
    }

    /** Returns whether the event's id follows from a key. */
    public boolean isKeyed() {
        return draft.id().isEmpty() && keyed.isPresent();
    }
}
