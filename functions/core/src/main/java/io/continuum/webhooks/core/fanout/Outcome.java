package io.continuum.webhooks.core.fanout;

import java.util.Locale;

/** What became of an event at one webhook. */
public enum Outcome {
    /** The receiver accepted it. */
    DELIVERED,
    /** It is on its way: nothing but its schedule keeps it from the next attempt. */
    PENDING,
    /** It was put off, by breaker, rate, concurrency, or because the webhook is disabled. */
    WAITING,
    /** It was given up. */
    DEAD_LETTER,
    /** The webhook's filter refuses it; the clause says where. */
    FILTERED,
    /** The webhook does not ask for events of this name, or did not when the event was fanned out. */
    NOT_SUBSCRIBED,
    /** The webhook is disabled. */
    INACTIVE,
    /** It was ended: the webhook is deleted, or its receiver or an erasure stopped it. */
    CANCELLED;

    /** Returns the name used in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
