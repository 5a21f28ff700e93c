package io.continuum.webhooks.cdk.operations;

import io.continuum.webhooks.cdk.operations.Watched.Named;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.sqs.IQueue;

/** What SQS measures, once a minute. A queue that nobody used for six hours reports nothing: that is filled with zeros. */
final class QueueMetrics {
    private QueueMetrics() {}

    /** Returns how many messages can be received now. */
    static Metric visible(Named<IQueue> queue) {
        return queue.is().metricApproximateNumberOfMessagesVisible(options(queue.name()));
    }

    /** Returns how many wait for their time. */
    static Metric delayed(Named<IQueue> queue) {
        return queue.is().metricApproximateNumberOfMessagesDelayed(options(queue.name()));
    }

    /** Returns the age of the oldest message, in seconds. */
    static Metric age(Named<IQueue> queue) {
        return queue.is().metricApproximateAgeOfOldestMessage(options(queue.name()));
    }

    /** Returns how many messages can be received now, in all of them. */
    static IMetric depth(List<Named<IQueue>> queues) {
        Map<String, IMetric> parts = new TreeMap<>();
        queues.forEach(queue -> parts.put(id(queue), visible(queue)));
        String sum = parts.keySet().stream().map(id -> "FILL(" + id + ", 0)").collect(Collectors.joining(" + "));
        return math(sum, parts, "Depth");
    }

    /**
     * Returns the age of the oldest message in seconds while there are messages to receive, else 0. A retry that waits its
     * half hour in the queue is old when its time comes, and nothing is wrong.
     */
    static IMetric waiting(Named<IQueue> queue) {
        Map<String, IMetric> parts = new TreeMap<>(Map.of("age", age(queue), "visible", visible(queue)));
        return math("IF(FILL(visible, 0) > 0, FILL(age, 0), 0)", parts, queue.name());
    }

    private static IMetric math(String expression, Map<String, IMetric> parts, String label) {
        return MathExpression.Builder.create()
                .expression(expression)
                .usingMetrics(parts)
                .label(label)
                .period(Duration.minutes(1))
                .build();
    }

    private static String id(Named<IQueue> queue) {
        return queue.name().substring(0, 1).toLowerCase(Locale.ROOT)
                + queue.name().substring(1);
    }

    private static MetricOptions options(String label) {
        return MetricOptions.builder()
                .statistic("Maximum")
                .period(Duration.minutes(1))
                .label(label)
                .build();
    }
}
