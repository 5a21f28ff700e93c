package io.continuum.webhooks.core.delivery;

import java.util.Locale;

/** Why a delivery was given up. */
public enum Reason {
    /** Every attempt of its schedule failed. */
    EXHAUSTED,
    /** Its format says that this answer is final. */
    PERMANENT_FAILURE,
    /** It waited three days beyond its schedule. */
    EXPIRED,
    /** Every attempt failed, the last one because its target's address is refused. */
    BLOCKED_TARGET,
    /** Its secret cannot be read. */
    SIGNING_ERROR;

    /** Returns the name used in answers and records. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
