package io.continuum.webhooks.core.tenant;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a key may do. */
public enum Scope {
    /** Read webhooks, deliveries, events and stats. */
    WEBHOOKS_READ("webhooks:read"),
    /** Make, change, test and delete webhooks. */
    WEBHOOKS_WRITE("webhooks:write"),
    /** Publish events. */
    EVENTS_WRITE("events:write"),
    /** Retry, recover and redrive deliveries. */
    DELIVERIES_RETRY("deliveries:retry"),
    /** Manage keys and erase subjects. */
    ADMIN("admin");

    private final String code;

    Scope(String code) {
        this.code = code;
    }

    /** Returns the name used in answers. */
    public String code() {
        return code;
    }

    /** Returns what a key gets that asks for nothing in particular: all but {@link #ADMIN}. */
    public static Set<Scope> usual() {
        return EnumSet.complementOf(EnumSet.of(ADMIN));
    }

    /** Returns the scope of that name; empty if there is none. */
    public static Optional<Scope> of(String code) {
        for (Scope scope : values()) {
            if (scope.code.equals(code)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
