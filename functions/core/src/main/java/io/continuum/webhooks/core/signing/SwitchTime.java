package io.continuum.webhooks.core.signing;

import java.util.Locale;
import java.util.Optional;

/** When a new secret takes over the signature header that only carries one value (spec.md §4). */
public enum SwitchTime {
    /** With the rotation. */
    NOW,
    /** When the older secrets end. */
    AT_END;

    /** Returns the name used in requests. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the time of that name; empty if there is none. */
    public static Optional<SwitchTime> of(String code) {
        for (SwitchTime time : values()) {
            if (time.code().equals(code)) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }
}
