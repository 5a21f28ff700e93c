package io.continuum.webhooks.lambda.api.dialect;

import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.WebhookId;

/** How a dialect writes ids and masks secrets; every dialect's ids are read everywhere (spec.md §2, "Dialects"). */
public enum Ids {
    /** {@code wh_…}, {@code evt_…}, {@code whs_****}. */
    CONTINUUM,
    /** {@code webhook_…}, {@code event_…}, {@code whsec_****}. */
    LANONASIS;

    /** Returns a webhook's id as the dialect's clients know it. */
    public String of(WebhookId id) {
        return switch (this) {
            case CONTINUUM -> id.toString();
            case LANONASIS -> id.lanonasis();
        };
    }

    /** Returns an event's id as the dialect's clients know it; a publisher's own id stays what it is. */
    public String of(EventId id) {
        return switch (this) {
            case CONTINUUM -> id.toString();
            case LANONASIS -> id.lanonasis();
        };
    }

    /** Returns what secrets begin with that are made for the dialect's clients; masked ones begin with it too. */
    public String secretPrefix() {
        return switch (this) {
            case CONTINUUM -> "whs_";
            case LANONASIS -> "whsec_";
        };
    }
}
