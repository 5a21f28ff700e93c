package io.continuum.webhooks.cdk.operations;

import java.util.Map;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * What the functions measure, as {@code core/journal/Metric} names it: namespace {@value #NAMESPACE}, by stage, some of it
 * by format or priority too.
 *
 * @param stage the deployment
 */
record StageMetrics(String stage) {
    static final String NAMESPACE = "ContinuumWebhooks";

    private static final String STAGE = "stage";

    /** Returns a metric of the whole stage, five minutes at a time. */
    Metric of(String name, String statistic) {
        return Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(name)
                .dimensionsMap(Map.of(STAGE, stage))
                .statistic(statistic)
                .period(Duration.minutes(5))
                .build();
    }

    /** Returns the sum of a metric of the whole stage. */
    Metric sum(String name) {
        return of(name, "Sum");
    }

    /**
     * Returns a line for each value that {@code dimension} has: only those that were ever told, so that nothing has to be
     * changed when there is a new format.
     */
    IMetric by(String dimension, String name, String statistic) {
        String search = "SEARCH('{%s,%s,%s} MetricName=\"%s\" %s=\"%s\"', '%s', 300)"
                .formatted(NAMESPACE, STAGE, dimension, name, STAGE, stage, statistic);
        return MathExpression.Builder.create()
                .expression(search)
                .usingMetrics(Map.of())
                .label("")
                .period(Duration.minutes(5))
                .build();
    }
}
