package io.continuum.webhooks.cdk.operations;

import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.Metric;

/**
 * What API Gateway measures: its two kinds of API call the same things by other names.
 *
 * @param dimensions of all of them
 * @param serverErrors the name of the count of answers from 500 on
 * @param clientErrors the name of the count of answers from 400 to 499
 */
public record ApiMetrics(Map<String, String> dimensions, String serverErrors, String clientErrors) {
    private static final String NAMESPACE = "AWS/ApiGateway";

    /** Copies the dimensions in the order of their names: templates must come out the same every time. */
    public ApiMetrics {
        dimensions = new TreeMap<>(dimensions);
    }

    /**
     * Returns the metrics of a REST API.
     *
     * @param apiName its name, not its id
     * @param stageName of the deployed stage
     */
    public static ApiMetrics rest(String apiName, String stageName) {
        return new ApiMetrics(Map.of("ApiName", apiName, "Stage", stageName), "5XXError", "4XXError");
    }

    /**
     * Returns the metrics of an HTTP API.
     *
     * @param apiId its id, not its name
     * @param stageName of the deployed stage
     */
    public static ApiMetrics http(String apiId, String stageName) {
        return new ApiMetrics(Map.of("ApiId", apiId, "Stage", stageName), "5xx", "4xx");
    }

    /** Returns how many requests ended as {@code name} says, or came, if it is {@code Count}. */
    Metric count(String name, String label) {
        return metric(name, "Sum", label);
    }

    /** Returns how long answers took; {@code statistic} is {@code p95} or the like. */
    Metric latency(String statistic) {
        return metric("Latency", statistic, statistic);
    }

    private Metric metric(String name, String statistic, String label) {
        return Metric.Builder.create()
                .namespace(NAMESPACE)
                .metricName(name)
                .dimensionsMap(dimensions)
                .statistic(statistic)
                .label(label)
                .period(Duration.minutes(5))
                .build();
    }
}
