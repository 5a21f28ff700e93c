package io.continuum.webhooks.core.event;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a kind of happening, such as {@code memory.created} or {@code memory_added}. It goes into a header, so it
 * is plain ASCII.
 *
 * @param name at most 128 characters: words of {@code [a-zA-Z0-9_]} with single dots or hyphens between them
 */
public record EventType(String name) implements Comparable<EventType> {
    private static final int MAX_LENGTH = 128;
    private static final Pattern FORM = Pattern.compile("[a-zA-Z0-9_]+([.-][a-zA-Z0-9_]+)*+");

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the name is not of that form
     */
    public EventType {
        if (!isValid(name)) {
            throw new IllegalArgumentException("not an event name");
        }
    }

    /** Reads a name that came from outside; empty if it is not of the form. */
    public static Optional<EventType> parse(String text) {
        return isValid(text) ? Optional.of(new EventType(text)) : Optional.empty();
    }

    @Override
    public int compareTo(EventType other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static boolean isValid(String name) {
        return name.length() <= MAX_LENGTH && FORM.matcher(name).matches();
    }
}
