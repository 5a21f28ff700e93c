package io.continuum.webhooks.cdk;

import static io.continuum.webhooks.cdk.Synthesis.resource;
import static io.continuum.webhooks.cdk.Synthesis.resources;
import static io.continuum.webhooks.cdk.Synthesis.template;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The template, by what an operator relies on. */
final class WebhooksStackTest {
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String QUEUE = "AWS::SQS::Queue";
    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String MAPPING = "AWS::Lambda::EventSourceMapping";

    @Test
    void the_stack_is_named_by_its_stage() {
        assertThat(Synthesis.stack(Map.of("stage", "blue")).getStackName()).isEqualTo("Webhooks-blue");
    }

    @Test
    void production_keeps_its_tables_and_cannot_be_deleted_by_accident() {
        assertThat(resources(template("stage", "prod"), TABLE)).hasSize(2).allSatisfy(table -> {
            assertThat(table.path("DeletionPolicy").asText()).isEqualTo("Retain");
            assertThat(table.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
            assertThat(table.path("Properties")
                            .path("DeletionProtectionEnabled")
                            .asBoolean())
                    .isTrue();
        });
        assertThat(Synthesis.stack(Map.of("stage", "prod")).getTerminationProtection())
                .isTrue();
    }

    @Test
    void other_stages_leave_no_tables_behind() {
        assertThat(resources(template(), TABLE)).hasSize(2).allSatisfy(table -> {
            assertThat(table.path("DeletionPolicy").asText()).isEqualTo("Delete");
            assertThat(table.path("Properties")
                            .path("DeletionProtectionEnabled")
                            .asBoolean())
                    .isFalse();
        });
    }

    @Test
    void tables_are_on_demand_with_ttl_and_can_be_restored_to_any_second() {
        assertThat(resources(template(), TABLE)).hasSize(2).allSatisfy(table -> {
            JsonNode is = table.path("Properties");
            assertThat(is.path("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
            assertThat(is.path("TimeToLiveSpecification").toString())
                    .isEqualTo("{\"AttributeName\":\"ttl\",\"Enabled\":true}");
            assertThat(is.path("PointInTimeRecoverySpecification")
                            .path("PointInTimeRecoveryEnabled")
                            .asBoolean())
                    .isTrue();
        });
    }

    @Test
    void queues_are_encrypted_keep_messages_for_14_days_and_refuse_plain_http() {
        assertThat(resources(template(), QUEUE)).hasSize(7).allSatisfy(queue -> {
            assertThat(queue.path("Properties").path("SqsManagedSseEnabled").asBoolean())
                    .isTrue();
            assertThat(queue.path("Properties").path("MessageRetentionPeriod").asInt())
                    .isEqualTo(14 * 24 * 3600);
        });
        assertThat(resources(template(), "AWS::SQS::QueuePolicy"))
                .hasSize(7)
                .allSatisfy(policy -> assertThat(policy.toString()).contains("\"aws:SecureTransport\":\"false\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Events", "High", "Normal", "Low"})
    void what_kills_its_reader_ten_times_goes_to_the_infrastructure_queue(String id) {
        JsonNode queue = resource(template(), QUEUE, "PlatformQueues" + id).path("Properties");

        assertThat(queue.path("VisibilityTimeout").asInt()).isEqualTo(360);
        assertThat(queue.path("RedrivePolicy").path("maxReceiveCount").asInt()).isEqualTo(10);
        assertThat(queue.path("RedrivePolicy").path("deadLetterTargetArn").toString())
                .contains("PlatformQueuesInfrastructure");
    }

    @Test
    void functions_run_java_25_on_arm_from_snapshots_and_are_traced() {
        assertThat(functions(template())).hasSize(4).allSatisfy(function -> {
            assertThat(function.path("Runtime").asText()).isEqualTo("java25");
            assertThat(function.path("Architectures").toString()).isEqualTo("[\"arm64\"]");
            assertThat(function.path("SnapStart").path("ApplyOn").asText()).isEqualTo("PublishedVersions");
            assertThat(function.path("TracingConfig").path("Mode").asText()).isEqualTo("Active");
            assertThat(function.path("LoggingConfig").path("LogFormat").asText())
                    .isEqualTo("JSON");
            assertThat(function.has("ReservedConcurrentExecutions")).isFalse();
        });
    }

    @Test
    void versions_of_functions_stay_so_that_the_alias_can_go_back() {
        assertThat(resources(template(), "AWS::Lambda::Version"))
                .hasSize(4)
                .allSatisfy(version ->
                        assertThat(version.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate"));
    }

    @Test
    void nothing_is_traced_where_that_is_not_wanted() {
        JsonNode template = template("tracing", "false");

        assertThat(functions(template)).hasSize(4).noneMatch(function -> function.has("TracingConfig"));
        assertThat(template.toString()).doesNotContain("xray:").doesNotContain("\"TracingEnabled\":true");
    }

    @ParameterizedTest
    @CsvSource({"Api,Terminate", "Emitter,Allow", "Delivery,Allow", "Maintenance,Terminate"})
    @Tag("T57")
    void lambda_lets_retries_go_round(String id, String loop) {
        assertThat(function(template(), id).path("RecursiveLoop").asText()).isEqualTo(loop);
    }

    @Test
    void memory_time_and_architecture_are_the_operators() {
        JsonNode template = template(
                "deliveryMemory",
                "1769",
                "deliveryTimeout",
                "90",
                "VISIBILITY_TIMEOUT_SECONDS",
                "540",
                "arch",
                "x86_64");

        JsonNode delivery = function(template, "Delivery");
        assertThat(delivery.path("MemorySize").asInt()).isEqualTo(1769);
        assertThat(delivery.path("Timeout").asInt()).isEqualTo(90);
        assertThat(delivery.path("Architectures").toString()).isEqualTo("[\"x86_64\"]");
        assertThat(resource(template, QUEUE, "PlatformQueuesLow")
                        .path("Properties")
                        .path("VisibilityTimeout")
                        .asInt())
                .isEqualTo(540);
    }

    @Test
    void everything_calls_the_alias() {
        assertThat(resources(template(), "AWS::Lambda::Alias"))
                .hasSize(4)
                .allSatisfy(alias -> assertThat(
                                alias.path("Properties").path("Name").asText())
                        .isEqualTo("live"));
        Stream<JsonNode> callers = Stream.concat(
                resources(template(), MAPPING)
                        .map(mapping -> mapping.path("Properties").path("FunctionName")),
                resources(template(), "AWS::Lambda::Permission")
                        .map(permission -> permission.path("Properties").path("FunctionName")));
        assertThat(callers)
                .hasSize(6)
                .allSatisfy(called -> assertThat(called.toString()).contains("Live"));
    }

    @ParameterizedTest
    @CsvSource({"Events,20", "High,20", "Normal,20", "Low,10"})
    void each_queue_has_a_share_of_its_own(String queue, int most) {
        JsonNode mapping = mapping(template(), queue);

        assertThat(mapping.path("ScalingConfig").path("MaximumConcurrency").asInt())
                .isEqualTo(most);
        assertThat(mapping.path("BatchSize").asInt()).isEqualTo(10);
        assertThat(mapping.path("FunctionResponseTypes").toString()).isEqualTo("[\"ReportBatchItemFailures\"]");
    }

    @Test
    void the_least_concurrency_is_one_that_lambda_takes() {
        assertThat(mapping(template("maxConcurrency", "10"), "Low")
                        .path("ScalingConfig")
                        .path("MaximumConcurrency")
                        .asInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Events", "High", "Normal", "Low"})
    void provisioned_pollers_take_the_place_of_the_limits(String queue) {
        JsonNode mapping = mapping(template("provisionedPollers", "2-20"), queue);

        assertThat(mapping.path("ProvisionedPollerConfig").toString())
                .isEqualTo("{\"MaximumPollers\":20,\"MinimumPollers\":2}");
        assertThat(mapping.has("ScalingConfig")).isFalse();
    }

    @Test
    void the_minute_is_not_repeated_when_it_is_missed() {
        JsonNode rule = resource(template(), "AWS::Events::Rule", "PlatformTriggersMinute")
                .path("Properties");

        assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(1 minute)");
        assertThat(rule.path("Targets").path(0).path("Arn").toString()).contains("MaintenanceLive");
        assertThat(rule.path("Targets").path(0).path("RetryPolicy").toString())
                .isEqualTo("{\"MaximumEventAgeInSeconds\":60,\"MaximumRetryAttempts\":0}");
    }

    @Test
    void every_event_of_the_bus_goes_to_the_events_queue() {
        JsonNode rule =
                resource(template(), "AWS::Events::Rule", "PlatformIntakeAll").path("Properties");

        assertThat(rule.path("EventBusName").toString()).contains("PlatformIntakeBus");
        assertThat(rule.path("EventPattern").toString()).isEqualTo("{\"source\":[{\"prefix\":\"\"}]}");
        JsonNode target = rule.path("Targets").path(0);
        assertThat(target.path("Arn").toString()).contains("PlatformQueuesEvents");
        assertThat(target.path("DeadLetterConfig").toString()).contains("PlatformQueuesUndelivered");
        assertThat(target.path("RetryPolicy").path("MaximumRetryAttempts").asInt())
                .isEqualTo(185);
    }

    @Test
    void chosen_sources_of_the_default_bus_are_taken_too() {
        JsonNode rule = resource(
                        template("defaultBusSources", "app.orders,app.users"),
                        "AWS::Events::Rule",
                        "PlatformIntakeDefaultBus")
                .path("Properties");

        assertThat(rule.has("EventBusName")).isFalse();
        assertThat(rule.path("EventPattern").toString()).isEqualTo("{\"source\":[\"app.orders\",\"app.users\"]}");
    }

    @Test
    void a_topic_is_subscribed_raw_if_one_is_named() {
        String arn = "arn:aws:sns:us-east-1:111122223333:events";
        JsonNode subscription = resources(template("snsTopicArn", arn), "AWS::SNS::Subscription")
                .findFirst()
                .orElseThrow()
                .path("Properties");

        assertThat(subscription.path("TopicArn").asText()).isEqualTo(arn);
        assertThat(subscription.path("RawMessageDelivery").asBoolean()).isTrue();
        assertThat(subscription.path("RedrivePolicy").toString()).contains("PlatformQueuesUndelivered");
    }

    @Test
    void limits_of_the_context_reach_the_functions() {
        JsonNode template = template("BREAKER_FAILURES", "7", "RETENTION_DAYS", "90");

        assertThat(functions(template)).allSatisfy(function -> {
            JsonNode variables = function.path("Environment").path("Variables");
            assertThat(variables.path("BREAKER_FAILURES").asText()).isEqualTo("7");
            assertThat(variables.path("RETENTION_DAYS").asText()).isEqualTo("90");
            assertThat(variables.path("MAX_CONCURRENCY").asText()).isEmpty();
        });
    }

    @Test
    void insecure_targets_are_allowed_by_their_own_name_only() {
        for (String stage : List.of("dev", "local", "prod")) {
            assertThat(functions(template("stage", stage)))
                    .allSatisfy(function -> assertThat(allows(function)).isEqualTo("false"));
        }
        assertThat(functions(template("allowInsecureTargets", "true")))
                .allSatisfy(function -> assertThat(allows(function)).isEqualTo("true"));
    }

    private static String allows(JsonNode function) {
        return function.path("Environment")
                .path("Variables")
                .path("ALLOW_INSECURE_TARGETS")
                .asText();
    }

    @Test
    void functions_that_are_not_there_are_told_of_with_what_to_do() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Synthesis.stack(Map.of("functionsZip", "nowhere.zip")))
                .withMessage("functionsZip: there is no nowhere.zip; run `mvn package` in the repository's root");
    }

    static Stream<JsonNode> functions(JsonNode template) {
        return resources(template, FUNCTION)
                .map(function -> function.path("Properties"))
                .filter(function -> function.path("Runtime").asText().startsWith("java"));
    }

    private static JsonNode function(JsonNode template, String id) {
        return functions(template)
                .filter(function -> function.path("Handler").asText().endsWith("." + id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode mapping(JsonNode template, String queue) {
        return resources(template, MAPPING)
                .map(mapping -> mapping.path("Properties"))
                .filter(mapping -> mapping.path("EventSourceArn").toString().contains("PlatformQueues" + queue))
                .findFirst()
                .orElseThrow();
    }
}
