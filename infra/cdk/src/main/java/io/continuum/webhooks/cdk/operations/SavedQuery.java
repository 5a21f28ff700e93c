package io.continuum.webhooks.cdk.operations;

import java.util.List;

/**
 * A query over the functions' log lines, as people find it in CloudWatch Logs Insights. It looks at the hour that Insights
 * offers, or at whatever is chosen there. What stands in it as {@code …_REPLACE} is to be replaced.
 *
 * @param name as people look for it
 * @param everywhere whether every function writes such lines, or only the delivery function
 * @param text of the query; its fields are those of events/log-lines.jsonl
 */
record SavedQuery(String name, boolean everywhere, String text) {
    /** Returns all of them. */
    static List<SavedQuery> all() {
        return List.of(
                new SavedQuery("Attempts of one webhook", false, ATTEMPTS_OF_ONE_WEBHOOK),
                new SavedQuery("Failures by webhook", false, FAILURES_BY_WEBHOOK),
                new SavedQuery("Slowest receivers", false, SLOWEST_RECEIVERS),
                new SavedQuery("One delivery", true, ONE_DELIVERY),
                new SavedQuery("Given up, and why", true, GIVEN_UP),
                new SavedQuery("Breakers", true, BREAKERS));
    }

    private static final String ATTEMPTS_OF_ONE_WEBHOOK = """
            fields @timestamp, event_type, delivery_id, attempt, outcome, response_code, duration_ms, queue_wait_ms, error
            | filter message = "delivery.attempted" and webhook_id = "wh_REPLACE"
            | sort @timestamp desc
            | limit 200
            """;

    private static final String FAILURES_BY_WEBHOOK = """
            filter message = "delivery.attempted" and outcome in ["failed", "dead_letter"]
            | stats count(*) as failures, count_distinct(delivery_id) as deliveries, latest(response_code) as last_code,
                latest(error) as last_error by tenant_id, webhook_id
            | sort failures desc
            | limit 100
            """;

    private static final String SLOWEST_RECEIVERS = """
            filter message = "delivery.attempted"
            | stats pct(duration_ms, 95) as p95_ms, pct(duration_ms, 50) as p50_ms, max(duration_ms) as longest_ms,
                count(*) as attempts by tenant_id, webhook_id
            | sort p95_ms desc
            | limit 100
            """;

    private static final String ONE_DELIVERY = """
            fields @timestamp, level, message, attempt, outcome, response_code, duration_ms, queue_wait_ms, next_delay_ms,
                reason, error
            | filter message in ["delivery.attempted", "delivery.given_up"] and delivery_id = "dlv_REPLACE"
            | sort @timestamp asc
            | limit 200
            """;

    private static final String GIVEN_UP = """
            filter message in ["delivery.attempted", "delivery.given_up"] and outcome = "dead_letter"
            | stats count(*) as deliveries, latest(error) as last_error, latest(delivery_id) as last_delivery
                by reason, tenant_id, webhook_id, event_type
            | sort deliveries desc
            | limit 100
            """;

    private static final String BREAKERS = """
            fields @timestamp, message, tenant_id, webhook_id
            | filter message in ["breaker.opened", "breaker.closed"]
            | sort @timestamp desc
            | limit 200
            """;
}
