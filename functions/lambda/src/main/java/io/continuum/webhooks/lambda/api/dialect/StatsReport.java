package io.continuum.webhooks.lambda.api.dialect;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.stats.Hour;
import java.util.List;

/**
 * What became of a webhook's deliveries.
 *
 * @param state totals and breaker
 * @param pending deliveries that are known and not finished
 * @param lastDay the last 24 hours, one entry each, oldest first
 */
public record StatsReport(WebhookState state, long pending, List<Hour> lastDay) {
    /** Copies the hours. */
    public StatsReport {
        lastDay = List.copyOf(lastDay);
    }
}
