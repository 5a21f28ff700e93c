package io.continuum.webhooks.cdk.operations;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/** Alarms about what receivers get. */
final class DeliveryAlarms {
    private DeliveryAlarms() {}

    static void ring(Bell bell, StageMetrics metrics) {
        bell.ring(
                new AlarmText(
                        "SuccessRate",
                        "Fewer than 95 % of the deliveries that ended in five minutes ended well."
                                + " Run the saved query \"Failures by webhook\": one receiver that is down, or all?",
                        "success-rate"),
                successRate(metrics, Limits.LEAST_FINISHED),
                Bell.When.below(Limits.SUCCESS_RATE, 2, 3));
        bell.ring(
                new AlarmText(
                        "BreakerOpen",
                        "A receiver has failed for more than 15 minutes; its deliveries wait and are not lost."
                                + " Run the saved query \"Breakers\" and tell the receiver's owner.",
                        "breaker-open"),
                metrics.of("LongestOpenBreakerSeconds", "Maximum"),
                Bell.When.above(Limits.BREAKER_OPEN, 1, 1));
    }

    /**
     * Returns percent of the deliveries that ended in five minutes. Either count is missing when there was nothing to
     * count, which would make the whole rate missing: so both are filled.
     *
     * @param least so many must have ended, else it is 100
     */
    static IMetric successRate(StageMetrics metrics, int least) {
        Metric good = metrics.sum("DeliveriesSucceeded");
        Metric dead = metrics.sum("DeliveriesDead");
        String ended = "(FILL(good, 0) + FILL(dead, 0))";
        return MathExpression.Builder.create()
                .expression("IF(%s >= %d, 100 * FILL(good, 0) / %s, 100)".formatted(ended, least, ended))
                .usingMetrics(new TreeMap<>(Map.of("good", good, "dead", dead)))
                .label("Success rate, %")
                .period(Duration.minutes(5))
                .build();
    }
}
