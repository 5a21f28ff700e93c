package io.continuum.webhooks.core.fanout;

import io.continuum.webhooks.core.id.WebhookId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why each of a tenant's webhooks did or did not get an event; a page, in the order of the webhooks' making.
 *
 * @param webhooks those of the page
 * @param next after which webhook the next page begins; null = there is none
 */
public record Explanation(List<Entry> webhooks, @Nullable WebhookId next) {
    /** Copies the entries. */
    public Explanation {
        webhooks = List.copyOf(webhooks);
    }

    /**
     * One webhook.
     *
     * @param webhook which; one that the event matched is named even if it is deleted
     * @param outcome what became of the event there
     * @param clause the clause of the filter that refuses the event; null unless filtered
     */
    public record Entry(
            WebhookId webhook, Outcome outcome, @Nullable String clause) {}
}
