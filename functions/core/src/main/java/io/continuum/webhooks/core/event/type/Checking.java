package io.continuum.webhooks.core.event.type;

import java.util.Locale;
import java.util.Optional;

/** What happens to an event whose data does not satisfy its type's schema. */
public enum Checking {
    /** Nothing: it is not looked at. */
    OFF,
    /** It is accepted, and a line in the journal says so. */
    WARN,
    /** It is refused. */
    REJECT;

    /** Returns the name as the API writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a code, in lower case only; empty if there is none such. */
    public static Optional<Checking> of(String code) {
        return switch (code) {
            case "off" -> Optional.of(OFF);
            case "warn" -> Optional.of(WARN);
            case "reject" -> Optional.of(REJECT);
            default -> Optional.empty();
        };
    }
}
