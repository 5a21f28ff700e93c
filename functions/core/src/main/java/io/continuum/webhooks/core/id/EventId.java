package io.continuum.webhooks.core.id;

import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one published event, unique in its tenant. Publishers may bring their own; those made here are
 * {@code evt_} and 26 characters.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9_-]}, the prefix included
 */
public record EventId(String value) implements Comparable<EventId> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final String PREFIX = "evt_";
    private static final String LANONASIS_PREFIX = "event_";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of that form
     */
    public EventId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an event id is 1 to 64 of [A-Za-z0-9_-]");
        }
    }

    /**
     * Reads an id that came from outside; empty if it is not of the form. {@code event_} and one of our 26 characters
     * means the same event as with {@code evt_}.
     */
    public static Optional<EventId> parse(String text) {
        if (text.startsWith(LANONASIS_PREFIX) && Ulid.isValid(text.substring(LANONASIS_PREFIX.length()))) {
            return Optional.of(new EventId(PREFIX + text.substring(LANONASIS_PREFIX.length())));
        }
        return FORM.matcher(text).matches() ? Optional.of(new EventId(text)) : Optional.empty();
    }

    /** Returns the id as LanOnasis clients see it; a publisher's own id stays what it is. */
    public String lanonasis() {
        return ulid().map(ulid -> LANONASIS_PREFIX + ulid).orElse(value);
    }

    /**
     * Makes a new id that sorts by time.
     *
     * @throws IllegalArgumentException if {@code now} is before 1970 or after the year 10889
     */
    public static EventId make(Instant now, RandomGenerator random) {
        return new EventId(PREFIX + Ulid.random(now, random));
    }

    /**
     * Makes the one id that follows from the time (to the millisecond) and the parts, so that a redelivery of the same
     * message gets the same id.
     *
     * @throws IllegalArgumentException if {@code time} is before 1970 or after the year 10889
     */
    public static EventId derived(Instant time, String... parts) {
        return new EventId(PREFIX + Ulid.derived(time, parts));
    }

    /** Makes the one id that follows from the parts alone, such as a tenant, a path and an idempotency key. */
    public static EventId ofKey(String... parts) {
        return new EventId(PREFIX + Ulid.ofKey(parts));
    }

    static EventId ofUlid(String ulid) {
        return new EventId(PREFIX + ulid);
    }

    /** Returns the 26 characters of an id of our own form; empty for a publisher's own. */
    Optional<String> ulid() {
        return value.startsWith(PREFIX) && Ulid.isValid(value.substring(PREFIX.length()))
                ? Optional.of(value.substring(PREFIX.length()))
                : Optional.empty();
    }

    @Override
    public int compareTo(EventId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
