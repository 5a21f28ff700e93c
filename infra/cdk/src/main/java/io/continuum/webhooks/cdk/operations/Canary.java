package io.continuum.webhooks.cdk.operations;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.Metric;
import software.amazon.awscdk.services.events.Rule;
import software.amazon.awscdk.services.events.RuleTargetInput;
import software.amazon.awscdk.services.events.Schedule;
import software.amazon.awscdk.services.events.targets.SqsQueue;
import software.amazon.awscdk.services.logs.FilterPattern;
import software.amazon.awscdk.services.logs.MetricFilter;
import software.constructs.Construct;

/**
 * Shows that events still reach receivers when nobody publishes any: every five minutes a rule puts the event
 * {@value #EVENT} of tenant {@code default} into the events queue, and an alarm rings when no delivery of it succeeds.
 *
 * <p>Decided so:
 * <ul>
 *   <li>The receiver is a webhook that the operator registers once, at a URL of their choice. A receiver in this stack would
 *       leave out what fails most, the way out of it; and registering needs an admin key, which a template must not hold.
 *       Until it is registered the alarm rings, and says so.
 *   <li>The event takes the way of any other: events queue, emitter, delivery queue, delivery function, receiver, record.
 *       Only the API is left out; it has an alarm of its own.
 *   <li>Success is read from the delivery function's own log lines by a metric filter, because metrics have no dimension for
 *       an event's type. A filter cannot set a fixed dimension, so the stage is in the namespace.
 *   <li>Each has the id of its message, so copies are known as such; records leave as all others do. About 8,640 events a
 *       month, 0.02 USD, and 0.40 USD for the metric and the alarm.
 * </ul>
 */
public final class Canary extends Construct {
    /** What to register a webhook for. */
    public static final String EVENT = "custom.canary";

    private static final int MINUTES = 5;

    /** Two in a row may be lost to a breaker's probe or a restart of the receiver. */
    private static final int MISSED = 3;

    private static final String METRIC = "CanaryDelivered";

    Canary(Construct scope, String id, OperationsProps props, Bell bell) {
        super(scope, id);
        Rule.Builder.create(this, "Rule")
                .description("Publishes " + EVENT + " of Continuum Webhooks, stage " + props.stage())
                .schedule(Schedule.rate(Duration.minutes(MINUTES)))
                .targets(List.of(SqsQueue.Builder.create(props.watched().work().events())
                        .message(RuleTargetInput.fromObject(message()))
                        .deadLetterQueue(props.watched().dead().undelivered())
                        .build()))
                .build();
        String namespace = StageMetrics.NAMESPACE + "/" + props.stage();
        MetricFilter.Builder.create(this, "Delivered")
                .logGroup(props.watched().functions().delivery().logs())
                .filterPattern(FilterPattern.literal(
                        "{ $.message = \"delivery.attempted\" && $.event_type = \"%s\" && $.outcome = \"success\" }"
                                .formatted(EVENT)))
                .metricNamespace(namespace)
                .metricName(METRIC)
                .metricValue("1")
                .build();
        bell.ring(
                new AlarmText(
                        "CanarySilent",
                        "No delivery of " + EVENT
                                + " has succeeded for 15 minutes. Is a webhook registered for it? Is its"
                                + " receiver up? If both, look at the other alarms: events do not reach receivers.",
                        "canary-silent"),
                delivered(namespace),
                Bell.When.silent(1, MISSED));
    }

    /** The events queue's public form. In the order of its keys: templates must come out the same every time. */
    private static Map<String, Object> message() {
        return new TreeMap<>(Map.of("v", 1, "event", EVENT, "data", Map.of("canary", true)));
    }

    private static IMetric delivered(String namespace) {
        Metric delivered = Metric.Builder.create()
                .namespace(namespace)
                .metricName(METRIC)
                .statistic("Sum")
                .period(Duration.minutes(MINUTES))
                .build();
        return MathExpression.Builder.create()
                .expression("FILL(delivered, 0)")
                .usingMetrics(Map.of("delivered", delivered))
                .label(METRIC)
                .period(Duration.minutes(MINUTES))
                .build();
    }
}
