package io.continuum.webhooks.core.event;

import java.util.Optional;

/**
 * What a webhook subscribes to: one name, all of them, or those that begin alike. Two names of the same happening count
 * as one, so a webhook that asked for either gets both. Operational events are matched by their exact name only.
 *
 * @param text an event name, {@code *}, or a name and {@code .*} such as {@code memory.*}
 */
public record EventPattern(String text) {
    private static final String ALL = "*";
    private static final String WILDCARD = ".*";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the text is none of the three
     */
    public EventPattern {
        if (!isValid(text)) {
            throw new IllegalArgumentException("not an event name, * or a prefix and .*");
        }
    }

    /** Reads a pattern that came from outside; empty if it is none of the three forms. */
    public static Optional<EventPattern> parse(String text) {
        return isValid(text) ? Optional.of(new EventPattern(text)) : Optional.empty();
    }

    /** Tells whether an event of that type is wanted. */
    public boolean matches(EventType type) {
        if (Catalog.operational().contains(type)) {
            return text.equals(type.name());
        }
        return Catalog.sameHappening(type).stream().anyMatch(this::covers);
    }

    /** Tells whether any event that can occur would match; false for a name that is in no catalogue. */
    public boolean canMatch() {
        if (isExact()) {
            return Catalog.known(new EventType(text));
        }
        return text.startsWith("custom.") || Catalog.types().stream().anyMatch(this::covers);
    }

    private boolean covers(EventType type) {
        if (isExact()) {
            return text.equals(type.name());
        }
        return text.equals(ALL) || type.name().startsWith(text.substring(0, text.length() - 1));
    }

    private boolean isExact() {
        return !text.endsWith(ALL);
    }

    private static boolean isValid(String text) {
        var name = text.endsWith(WILDCARD) ? text.substring(0, text.length() - WILDCARD.length()) : text;
        return text.equals(ALL) || EventType.parse(name).isPresent();
    }
}
