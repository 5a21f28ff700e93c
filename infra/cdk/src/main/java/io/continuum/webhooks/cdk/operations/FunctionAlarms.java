package io.continuum.webhooks.cdk.operations;

import io.continuum.webhooks.cdk.operations.Watched.Named;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.MathExpression;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.dynamodb.ITable;
import software.amazon.awscdk.services.lambda.IFunction;

/** Alarms about what runs, and about the services it needs. */
final class FunctionAlarms {
    private static final MetricOptions FIVE_MINUTES =
            MetricOptions.builder().period(Duration.minutes(5)).statistic("Sum").build();

    private FunctionAlarms() {}

    static void ring(Bell bell, Watched watched) {
        watched.functions().all().forEach(function -> function(bell, function));
        silent(bell, watched.functions().maintenance().function());
        ApiMetrics api = watched.api();
        bell.ring(
                new AlarmText(
                        "ApiServerErrors",
                        "The API answered more than five requests in five minutes with 500 or above."
                                + " Ask the health endpoint which dependency is down, then read the Api function's log.",
                        "api-server-errors"),
                api.count(api.serverErrors(), "5xx"),
                Bell.When.above(Limits.SERVER_ERRORS, 1, 1));
        watched.tables().all().forEach(table -> throttles(bell, table));
    }

    private static void function(Bell bell, Named<IFunction> function) {
        bell.ring(
                new AlarmText(
                        function.name() + "Errors",
                        "The function " + function.name() + " died: out of time, out of memory, or a bug."
                                + " Its messages come back, so nothing is lost; read its log for the exception.",
                        "function-errors"),
                function.is().metricErrors(FIVE_MINUTES),
                Bell.When.above(0, 2, 3));
        bell.ring(
                new AlarmText(
                        function.name() + "Throttles",
                        "Lambda would not run the function " + function.name() + " as often as asked."
                                + " Compare the account's concurrency limit with what is used, and ask for more.",
                        "function-throttles"),
                function.is().metricThrottles(FIVE_MINUTES),
                Bell.When.above(0, 2, 3));
    }

    private static void silent(Bell bell, IFunction maintenance) {
        IMetric invocations = MathExpression.Builder.create()
                .expression("FILL(invocations, 0)")
                .usingMetrics(Map.of("invocations", maintenance.metricInvocations(FIVE_MINUTES)))
                .label("Invocations")
                .period(Duration.minutes(5))
                .build();
        bell.ring(
                new AlarmText(
                        "MaintenanceSilent",
                        "The maintenance function has not run for ten minutes: what waits for a breaker or a re-enabling"
                                + " stays where it is. Look whether its EventBridge rule is enabled.",
                        "maintenance-silent"),
                invocations,
                Bell.When.silent(1, 2));
    }

    private static void throttles(Bell bell, Named<ITable> table) {
        Map<String, IMetric> parts = new TreeMap<>();
        parts.put("reads", table.is().metric("ReadThrottleEvents", FIVE_MINUTES));
        parts.put("writes", table.is().metric("WriteThrottleEvents", FIVE_MINUTES));
        IMetric throttles = MathExpression.Builder.create()
                .expression("FILL(reads, 0) + FILL(writes, 0)")
                .usingMetrics(parts)
                .label(table.name())
                .period(Duration.minutes(5))
                .build();
        bell.ring(
                new AlarmText(
                        table.name() + "TableThrottles",
                        "DynamoDB refused requests to the table " + table.name() + " for ten minutes."
                                + " Work is tried again; look for one webhook or tenant that is much busier than the rest.",
                        "table-throttles"),
                throttles,
                Bell.When.above(Limits.TABLE_THROTTLES, 2, 3));
    }
}
