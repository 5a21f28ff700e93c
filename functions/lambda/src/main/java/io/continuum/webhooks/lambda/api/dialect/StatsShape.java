package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.stats.Hour;
import io.continuum.webhooks.core.stats.Stats;

/** Stats, the same in every dialect: seed 001's names, rates in percent. */
public final class StatsShape {
    private static final double PERCENT = 100;

    /** Two digits after the point. */
    private static final double PLACES = 100;

    private StatsShape() {}

    /** Returns the numbers. */
    public static ObjectNode of(StatsReport report) {
        Stats stats = report.state().stats();
        long total = stats.successful() + stats.failed();
        ObjectNode json = Json.object();
        json.put("total_deliveries", total);
        json.put("successful_deliveries", stats.successful());
        json.put("failed_deliveries", stats.failed());
        json.put("pending", report.pending());
        json.put("success_rate", ratio(stats.successful() * PERCENT, total));
        json.put("avg_duration_ms", ratio((double) stats.durationMs(), total));
        long day = report.lastDay().stream().mapToLong(Hour::total).sum();
        long good = report.lastDay().stream().mapToLong(Hour::successful).sum();
        json.put("last_24h_deliveries", day);
        json.put("last_24h_success_rate", ratio(good * PERCENT, day));
        json.set("breaker", WebhookShape.breaker(report.state().breaker()));
        ArrayNode series = json.putArray("series");
        report.lastDay().forEach(hour -> series.add(hour(hour)));
        return json;
    }

    private static ObjectNode hour(Hour hour) {
        ObjectNode json = Json.object();
        json.put("hour", Json.time(hour.start()));
        json.put("successful_deliveries", hour.successful());
        json.put("failed_deliveries", hour.failed());
        return json.put("avg_duration_ms", ratio((double) hour.durationMs(), hour.total()));
    }

    private static double ratio(double part, long whole) {
        return whole == 0 ? 0 : Math.round(part / whole * PLACES) / PLACES;
    }
}
