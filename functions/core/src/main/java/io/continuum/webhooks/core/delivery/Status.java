package io.continuum.webhooks.core.delivery;

import java.util.Locale;
import java.util.Optional;

/** How far a delivery is. */
public enum Status {
    /** No attempt was made yet. */
    PENDING,
    /** The receiver accepted it. */
    SUCCESS,
    /** An attempt failed and another is due. */
    FAILED,
    /** It is given up; a reason says why. */
    DEAD_LETTER,
    /** Its webhook was deleted, or its receiver or an erasure ended it. */
    CANCELLED,
    /** Its webhook is disabled; it goes on when the webhook is enabled again. */
    HELD;

    /** Returns the name used in answers and records. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether no further attempt is made by itself. */
    public boolean isFinal() {
        return switch (this) {
            case SUCCESS, DEAD_LETTER, CANCELLED -> true;
            case PENDING, FAILED, HELD -> false;
        };
    }

    /** Returns the status of that name; empty if there is none. */
    public static Optional<Status> of(String code) {
        for (Status status : values()) {
            if (status.code().equals(code)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
