package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AlarmsTest {
    private static final Path OPERATIONS = Path.of("../../docs/operations.md");
    private static final Path METRICS =
            Path.of("../../functions/core/src/main/java/io/continuum/webhooks/core/journal/Metric.java");

    /** Name: comparison, limit, how many of how many points of how many seconds, what no data means. */
    private static final String RULES = """
            ApiErrors: > 0, 2 of 3 x 300 s, notBreaching
            ApiServerErrors: > 5, 1 of 1 x 300 s, notBreaching
            ApiThrottles: > 0, 2 of 3 x 300 s, notBreaching
            BreakerOpen: > 900, 1 of 1 x 300 s, notBreaching
            CanarySilent: < 1, 3 of 3 x 300 s, breaching
            DeliveriesTableThrottles: > 10, 2 of 3 x 300 s, notBreaching
            DeliveryErrors: > 0, 2 of 3 x 300 s, notBreaching
            DeliveryThrottles: > 0, 2 of 3 x 300 s, notBreaching
            EmitterErrors: > 0, 2 of 3 x 300 s, notBreaching
            EmitterThrottles: > 0, 2 of 3 x 300 s, notBreaching
            ExhaustedDeliveries: > 100, 1 of 1 x 60 s, notBreaching
            InfrastructureDeadLetters: > 0, 1 of 1 x 60 s, notBreaching
            MaintenanceErrors: > 0, 2 of 3 x 300 s, notBreaching
            MaintenanceSilent: < 1, 2 of 2 x 300 s, breaching
            MaintenanceThrottles: > 0, 2 of 3 x 300 s, notBreaching
            OldestMessageEvents: > 300, 5 of 8 x 60 s, notBreaching
            OldestMessageHigh: > 300, 5 of 8 x 60 s, notBreaching
            OldestMessageLow: > 300, 5 of 8 x 60 s, notBreaching
            OldestMessageNormal: > 300, 5 of 8 x 60 s, notBreaching
            QueueDepthCritical: > 10000, 1 of 5 x 60 s, notBreaching
            QueueDepthWarning: > 1000, 5 of 8 x 60 s, notBreaching
            SuccessRate: < 95, 2 of 3 x 300 s, notBreaching
            UndeliveredEvents: > 0, 1 of 1 x 60 s, notBreaching
            WebhooksTableThrottles: > 10, 2 of 3 x 300 s, notBreaching
            """;

    private static final Map<String, String> SIGNS = Map.of("GreaterThanThreshold", ">", "LessThanThreshold", "<");

    private final OperationsWorld world = OperationsWorld.full();

    private static int period(JsonNode alarm) {
        return alarm.has("Period")
                ? alarm.path("Period").asInt()
                : alarm.path("Metrics").findValue("Period").asInt();
    }

    private static String rule(JsonNode alarm) {
        return "%s: %s %s, %d of %d x %d s, %s"
                .formatted(
                        alarm.path("AlarmName").asText().substring("Webhooks-dev-".length()),
                        SIGNS.get(alarm.path("ComparisonOperator").asText()),
                        alarm.path("Threshold").asText(),
                        alarm.path("DatapointsToAlarm").asInt(),
                        alarm.path("EvaluationPeriods").asInt(),
                        period(alarm),
                        alarm.path("TreatMissingData").asText());
    }

    private static List<String> metrics(JsonNode alarm, String queue) {
        return alarm.path("Metrics").findParents("MetricName").stream()
                .filter(metric -> metric.toString().contains("\"" + queue + "\""))
                .map(metric -> metric.path("MetricName").asText())
                .sorted()
                .toList();
    }

    @Test
    void alarms_ring_when_they_should() {
        assertThat(world.alarms().stream().map(AlarmsTest::rule).sorted().collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(RULES);
    }

    @Test
    void no_alarm_on_a_filled_metric_needs_every_minute_bad_unless_silence_is_bad() {
        assertThat(world.alarms().stream()
                        .filter(alarm -> alarm.path("Metrics").toString().contains("FILL("))
                        .filter(alarm ->
                                !alarm.path("TreatMissingData").asText().equals("breaching"))
                        .filter(alarm -> alarm.path("DatapointsToAlarm").asInt()
                                == alarm.path("EvaluationPeriods").asInt())
                        .map(alarm -> alarm.path("AlarmName").asText()))
                .allMatch(name -> name.endsWith("CanarySilent"));
    }

    @Test
    void without_a_canary_nothing_waits_for_it() {
        OperationsWorld bare = OperationsWorld.bare();

        assertThat(bare.whole()).doesNotContain("anary");
        assertThat(bare.alarms()).hasSize(world.alarms().size() - 1);
    }

    @Test
    void the_success_rate_is_of_finished_deliveries_and_needs_twenty() {
        JsonNode alarm = world.alarm("SuccessRate");

        assertThat(alarm.path("Metrics").findValue("Expression").asText())
                .isEqualTo("IF((FILL(good, 0) + FILL(dead, 0)) >= 20,"
                        + " 100 * FILL(good, 0) / (FILL(good, 0) + FILL(dead, 0)), 100)");
        assertThat(alarm.path("Metrics").findValuesAsText("MetricName"))
                .containsExactlyInAnyOrder("DeliveriesSucceeded", "DeliveriesDead");
        assertThat(alarm.path("Metrics").findParents("Dimensions"))
                .hasSize(2)
                .allSatisfy(metric -> assertThat(OperationsWorld.names(metric.path("Dimensions")))
                        .containsExactly(Map.entry("stage", "dev")));
    }

    @Test
    void depth_is_the_sum_of_the_three_delivery_queues_filled_where_they_are_silent() {
        for (String id : List.of("QueueDepthWarning", "QueueDepthCritical")) {
            JsonNode alarm = world.alarm(id);
            assertThat(alarm.path("Metrics").findValue("Expression").asText())
                    .isEqualTo("FILL(high, 0) + FILL(low, 0) + FILL(normal, 0)");
            for (String queue : List.of("High", "Normal", "Low")) {
                assertThat(metrics(alarm, queue)).containsExactly("ApproximateNumberOfMessagesVisible");
            }
        }
    }

    @Test
    void an_old_message_counts_only_while_messages_can_be_received() {
        for (String queue : List.of("Events", "High", "Normal", "Low")) {
            JsonNode alarm = world.alarm("OldestMessage" + queue);
            assertThat(alarm.path("Metrics").findValue("Expression").asText())
                    .isEqualTo("IF(FILL(visible, 0) > 0, FILL(age, 0), 0)");
            assertThat(metrics(alarm, queue))
                    .containsExactly("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible");
        }
    }

    @Test
    void the_longest_open_breaker_of_the_stage_is_watched() {
        JsonNode alarm = world.alarm("BreakerOpen");

        assertThat(alarm.path("Namespace").asText()).isEqualTo("ContinuumWebhooks");
        assertThat(alarm.path("MetricName").asText()).isEqualTo("LongestOpenBreakerSeconds");
        assertThat(alarm.path("Statistic").asText()).isEqualTo("Maximum");
        assertThat(OperationsWorld.names(alarm.path("Dimensions"))).containsExactly(Map.entry("stage", "dev"));
    }

    @Test
    void both_kinds_of_api_are_watched_by_their_own_names() {
        JsonNode rest = world.alarm("ApiServerErrors");

        assertThat(rest.findValue("Namespace").asText()).isEqualTo("AWS/ApiGateway");
        assertThat(rest.findValue("MetricName").asText()).isEqualTo("5XXError");
        assertThat(OperationsWorld.names(rest.findValue("Dimensions")))
                .containsExactly(Map.entry("ApiName", "Webhooks-dev"), Map.entry("Stage", "dev"));
        assertThat(ApiMetrics.http("a1b2c3", "$default"))
                .isEqualTo(new ApiMetrics(Map.of("ApiId", "a1b2c3", "Stage", "$default"), "5xx", "4xx"));
    }

    @Test
    void each_metric_of_ours_is_one_that_the_functions_tell() throws IOException {
        Set<String> told = Pattern.compile("[A-Z_]+\\(\"(\\w+)\", Unit\\.")
                .matcher(Files.readString(METRICS))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> asked = new TreeSet<>();
        for (JsonNode alarm : world.alarms()) {
            alarm.findParents("Namespace").stream()
                    .filter(metric -> metric.path("Namespace").asText().equals("ContinuumWebhooks"))
                    .forEach(metric -> asked.add(metric.path("MetricName").asText()));
        }

        assertThat(told).hasSizeGreaterThan(10).containsAll(asked);
        assertThat(asked).containsExactly("DeliveriesDead", "DeliveriesSucceeded", "LongestOpenBreakerSeconds");
    }

    @Test
    void each_alarm_tells_beginning_and_end_to_the_topic() {
        JsonNode topic = world.alarms().getFirst().path("AlarmActions");

        assertThat(topic).hasSize(1);
        assertThat(world.alarms()).allSatisfy(alarm -> {
            assertThat(alarm.path("AlarmActions")).isEqualTo(topic);
            assertThat(alarm.path("OKActions")).isEqualTo(topic);
        });
    }

    @Test
    void each_alarm_says_what_to_do_and_names_a_section_that_exists() throws IOException {
        String text = Files.readString(OPERATIONS);
        String alarms = text.substring(text.indexOf("\n## Alarms\n"));
        String part = alarms.substring(0, alarms.indexOf("\n## ", 1));
        Set<String> anchors = Pattern.compile("(?m)^### (.+)$")
                .matcher(part)
                .results()
                .map(AlarmsTest::anchor)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> named = new TreeSet<>();
        for (JsonNode alarm : world.alarms()) {
            String description = alarm.path("AlarmDescription").asText();
            assertThat(description).matches("[A-Z].{60,} More: docs/operations\\.md#[a-z-]+");
            named.add(description.substring(description.indexOf('#') + 1));
        }

        assertThat(anchors).isEqualTo(named);
    }

    /** As GitHub makes them, of headings of letters and spaces. */
    private static String anchor(MatchResult heading) {
        assertThat(heading.group(1)).matches("[A-Za-z ]+");
        return heading.group(1).toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    @Test
    void the_cost_of_alarms_is_as_stated() {
        Map<String, Integer> metrics = new TreeMap<>();
        for (JsonNode alarm : world.alarms()) {
            metrics.put(
                    alarm.path("AlarmName").asText(),
                    alarm.findValues("MetricName").size());
        }

        assertThat(metrics.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(Operations.ALARM_METRICS + 1);
    }
}
