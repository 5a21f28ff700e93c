package io.continuum.webhooks.core.id;

import java.time.Instant;

/**
 * What a delivery's id keeps of its event: the time of acceptance and 80 bits of the event's id. It is the event's own
 * ULID where that carries the acceptance's time, as in ids made here at acceptance; for other ids, such as a publisher's
 * own, the bits are a digest, and a store must remember whose they are.
 *
 * @param value a ULID in lower case, 26 characters
 */
public record EventTrace(String value) {
    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of that form
     */
    public EventTrace {
        if (!Ulid.isValid(value)) {
            throw new IllegalArgumentException("a trace is a ULID in lower case");
        }
    }

    /**
     * Returns the trace of an event.
     *
     * @param acceptedAt as stored with the event; only its milliseconds matter
     * @throws IllegalArgumentException if {@code acceptedAt} is before 1970 or after the year 10889
     */
    public static EventTrace of(EventId event, Instant acceptedAt) {
        return new EventTrace(event.ulid()
                .filter(ulid -> Ulid.time(ulid).toEpochMilli() == acceptedAt.toEpochMilli())
                .orElseGet(() -> Ulid.derived(acceptedAt, event.value())));
    }

    /** Returns the event's id if the trace itself says it; which event it is of must be looked up, and checked. */
    public EventId candidate() {
        return EventId.ofUlid(value);
    }

    /** Returns whether {@code event}'s id says its trace, so that nothing else needs to. */
    public boolean isSaidBy(EventId event) {
        return candidate().equals(event);
    }

    @Override
    public String toString() {
        return value;
    }
}
