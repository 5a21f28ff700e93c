package io.continuum.webhooks.cdk.operations;

import io.continuum.webhooks.cdk.operations.Watched.Named;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.AlarmStatusWidget;
import software.amazon.awscdk.services.cloudwatch.Dashboard;
import software.amazon.awscdk.services.cloudwatch.GraphWidget;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.IWidget;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.cloudwatch.TextWidget;
import software.amazon.awscdk.services.cloudwatch.YAxisProps;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/**
 * The dashboard: from top to bottom what rings, what receivers get, how long it takes, what waits, what runs.
 *
 * @param metrics of the functions
 * @param watched the rest
 * @param alarms whose state is shown
 */
record Board(StageMetrics metrics, Watched watched, List<IAlarm> alarms) {
    /** CloudWatch's own: a row is 24 wide. */
    private static final int ROW = 24;

    private static final int HEIGHT = 6;
    private static final Duration PERIOD = Duration.minutes(5);
    private static final List<String> PERCENTILES = List.of("p50", "p95", "p99");

    Dashboard in(Construct scope, String id) {
        Dashboard dashboard = Dashboard.Builder.create(scope, id)
                // What people look for in the console's list.
                .dashboardName("Webhooks-" + metrics.stage())
                .defaultInterval(Duration.hours(3))
                .build();
        dashboard.addWidgets(TextWidget.Builder.create()
                .markdown("# Continuum Webhooks, stage " + metrics.stage()
                        + "\nHow to read this, and what to do when an alarm rings: docs/operations.md. Single webhooks are"
                        + " not shown here: use the saved queries of Logs Insights.")
                .width(ROW)
                .height(2)
                .build());
        dashboard.addWidgets(AlarmStatusWidget.Builder.create()
                .title("Alarms")
                .alarms(alarms)
                .width(ROW)
                .height(HEIGHT)
                .build());
        row(dashboard, traffic());
        row(dashboard, outcome());
        row(dashboard, times());
        row(dashboard, formats());
        row(dashboard, priorities());
        row(dashboard, queues());
        row(dashboard, dead());
        row(dashboard, functions());
        row(dashboard, api());
        return dashboard;
    }

    private static void row(Dashboard dashboard, List<GraphWidget.Builder> graphs) {
        dashboard.addWidgets(graphs.stream()
                .map(graph -> graph.width(ROW / graphs.size()).height(HEIGHT).build())
                .toArray(IWidget[]::new));
    }

    private List<GraphWidget.Builder> traffic() {
        return List.of(
                graph("Events", sums("EventsAccepted", "EventsFannedOut", "EventsRejected")),
                graph("Deliveries and attempts", sums("TasksSent", "Attempts", "AttemptsFailed")));
    }

    private List<GraphWidget.Builder> outcome() {
        return List.of(
                graph("Success rate, %", Stream.of(DeliveryAlarms.successRate(metrics, 1)))
                        .leftYAxis(YAxisProps.builder().min(0).max(100).build()),
                graph("Deliveries that ended", sums("DeliveriesSucceeded", "DeliveriesDead")),
                graph("Breakers", sums("BreakersOpened", "BreakersClosed"))
                        .right(List.of(metrics.of("OpenBreakers", "Maximum"))),
                graph("Longest open breaker, s", Stream.of(metrics.of("LongestOpenBreakerSeconds", "Maximum"))));
    }

    private List<GraphWidget.Builder> times() {
        return List.of(
                graph("Duration of a request, ms", percentiles("DurationMs")),
                graph("From due to sent, ms", percentiles("QueueWaitMs")),
                graph("Made to wait by breaker, rate or capacity", sums("DeliveriesPutOff")));
    }

    private List<GraphWidget.Builder> formats() {
        return List.of(
                graph("Attempts by format", Stream.of(metrics.by("format", "Attempts", "Sum"))),
                graph("Failed attempts by format", Stream.of(metrics.by("format", "AttemptsFailed", "Sum"))),
                graph("Dead by format", Stream.of(metrics.by("format", "DeliveriesDead", "Sum"))),
                graph("p95 of a request by format, ms", Stream.of(metrics.by("format", "DurationMs", "p95"))));
    }

    private List<GraphWidget.Builder> priorities() {
        return List.of(
                graph("Attempts by priority", Stream.of(metrics.by("priority", "Attempts", "Sum"))),
                graph("Failed attempts by priority", Stream.of(metrics.by("priority", "AttemptsFailed", "Sum"))),
                graph("p95 from due to sent by priority, ms", Stream.of(metrics.by("priority", "QueueWaitMs", "p95"))));
    }

    private List<GraphWidget.Builder> queues() {
        return List.of(
                graph(
                        "Messages that can be received",
                        watched.work().all().stream().map(QueueMetrics::visible)),
                graph(
                        "Messages that wait for their time",
                        watched.work().all().stream().map(QueueMetrics::delayed)),
                graph("Oldest message, s", watched.work().all().stream().map(QueueMetrics::age)));
    }

    private List<GraphWidget.Builder> dead() {
        Watched.DeadQueues dead = watched.dead();
        return List.of(
                graph(
                        "Deliveries given up",
                        Stream.of(QueueMetrics.visible(new Named<>("Exhausted", dead.exhausted())))),
                graph(
                        "Infrastructure dead letters, undelivered events",
                        Stream.of(
                                QueueMetrics.visible(new Named<>("Infrastructure", dead.infrastructure())),
                                QueueMetrics.visible(new Named<>("Undelivered", dead.undelivered())))));
    }

    private List<GraphWidget.Builder> functions() {
        return List.of(
                graph("Errors", each(function -> function.is().metricErrors(options(function, "Sum")))),
                graph("Throttles", each(function -> function.is().metricThrottles(options(function, "Sum")))),
                graph("Duration, p95, ms", each(function -> function.is().metricDuration(options(function, "p95")))),
                graph(
                        "Running at once",
                        each(function -> function.is().metric("ConcurrentExecutions", options(function, "Maximum")))));
    }

    private List<GraphWidget.Builder> api() {
        ApiMetrics api = watched.api();
        return List.of(
                graph("API requests", Stream.of(api.count("Count", "Requests"))),
                graph(
                        "API errors",
                        Stream.of(api.count(api.clientErrors(), "4xx"), api.count(api.serverErrors(), "5xx"))),
                graph("API latency, ms", PERCENTILES.stream().map(api::latency)));
    }

    private Stream<IMetric> each(Function<Named<IFunction>, IMetric> metric) {
        return watched.functions().all().stream().map(metric);
    }

    private static MetricOptions options(Named<IFunction> function, String statistic) {
        return MetricOptions.builder()
                .period(PERIOD)
                .statistic(statistic)
                .label(function.name())
                .build();
    }

    private Stream<IMetric> sums(String... names) {
        return Stream.of(names).map(metrics::sum);
    }

    private Stream<IMetric> percentiles(String name) {
        return PERCENTILES.stream()
                .map(percentile -> metrics.of(name, percentile)
                        .with(MetricOptions.builder().label(percentile).build()));
    }

    private static GraphWidget.Builder graph(String title, Stream<? extends IMetric> metrics) {
        return GraphWidget.Builder.create()
                .title(title)
                .left(metrics.<IMetric>map(metric -> metric).toList())
                .period(PERIOD);
    }
}
