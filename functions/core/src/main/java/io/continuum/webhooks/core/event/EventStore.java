package io.continuum.webhooks.core.event;

import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.EventTrace;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps events and which webhooks they matched. Thread-safe. Methods throw {@code Unavailable} if the store does not
 * answer.
 */
public interface EventStore {
    /** Stores an event unless its id is known: one conditional write, which closes the race between copies. */
    Acceptance accept(Event event);

    /** Stores an event together with its matches, unless its id is known. */
    Acceptance acceptMatched(Event event, List<WebhookId> matches);

    /**
     * Notes the matches of an event that was stored without them, unless some are noted already.
     *
     * @return the matches that are noted: these, or the earlier ones
     */
    List<WebhookId> note(Event event, List<WebhookId> matches);

    /** Returns an event as it is now (consistent read); expired ones are gone. */
    Optional<Stored> find(TenantId tenant, EventId id);

    /** Returns the event that has this trace, as it is now (consistent reads); expired ones are gone. */
    Optional<Stored> find(TenantId tenant, EventTrace trace);

    /**
     * An event in the store.
     *
     * @param event the event
     * @param matches the webhooks it goes to; null while it is not fanned out
     * @param erased whether its payload was erased: then the event's data is an empty object that means nothing
     */
    record Stored(Event event, @Nullable List<WebhookId> matches, boolean erased) {
        /** Copies the matches. */
        public Stored {
            matches = matches == null ? null : List.copyOf(matches);
        }

        /** Makes one that has its payload. */
        public Stored(Event event, @Nullable List<WebhookId> matches) {
            this(event, matches, false);
        }

        /** Returns the event with its payload; empty if that was erased. */
        public Optional<Event> whole() {
            return erased ? Optional.empty() : Optional.of(event);
        }
    }

    /** What came of storing an event. */
    sealed interface Acceptance {
        /** It is new. */
        record New() implements Acceptance {}

        /** The id is known; {@code stored} is what is known by it, whatever its content. */
        record Known(Stored stored) implements Acceptance {}
    }
}
