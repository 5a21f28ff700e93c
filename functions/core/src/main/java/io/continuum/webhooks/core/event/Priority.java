package io.continuum.webhooks.core.event;

import java.util.Locale;
import java.util.Optional;

/** How soon an event's deliveries are taken from the queues, most urgent first. */
public enum Priority {
    HIGH,
    NORMAL,
    LOW;

    /** Returns the name as the API writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a code, in lower case only; empty if there is no such priority. */
    public static Optional<Priority> of(String code) {
        return switch (code) {
            case "high" -> Optional.of(HIGH);
            case "normal" -> Optional.of(NORMAL);
            case "low" -> Optional.of(LOW);
            default -> Optional.empty();
        };
    }
}
