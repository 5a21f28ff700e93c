package io.continuum.webhooks.core.admission;

import java.util.Locale;

/** Why an attempt is not made now. No wait counts as an attempt. */
public enum WaitReason {
    /** The breaker is open, or its probe is under way. */
    BREAKER,
    /** This minute's rate is used up. */
    RATE,
    /** All slots are taken. */
    CAPACITY,
    /** Its time has not come. */
    SCHEDULE;

    /** Returns the name used in answers and records. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
