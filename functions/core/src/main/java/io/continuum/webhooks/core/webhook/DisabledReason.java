package io.continuum.webhooks.core.webhook;

import java.util.Locale;

/** Why the platform disabled a webhook. What a tenant disables itself has no reason. */
public enum DisabledReason {
    /** Its receiver answered 410 Gone. */
    GONE,
    /** Its receiver asked for it, by the header {@code webhook-delivery: disable}. */
    RECEIVER,
    /** Nothing but failures for {@link io.continuum.webhooks.core.stats.Failing#LIMIT}. */
    FAILING;

    /** Returns the name used in answers and items. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
