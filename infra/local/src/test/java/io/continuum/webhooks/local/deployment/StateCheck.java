package io.continuum.webhooks.local.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Compares what the emulator has with the template, where it is not among the {@link Gap}s. */
record StateCheck(EmulatorApi aws, Assembly assembly, DeployedStack stack) {

    void all() {
        Map<String, String> ids = stack.resources();
        assembly.resources("AWS::SQS::Queue")
                .forEach((logical, wanted) -> queue(wanted, ids.getOrDefault(logical, "")));
        assembly.resources("AWS::DynamoDB::Table")
                .forEach((logical, wanted) -> table(wanted, ids.getOrDefault(logical, "")));
        assembly.resources("AWS::Lambda::Function")
                .forEach((logical, wanted) -> function(wanted, ids.getOrDefault(logical, "")));
        mappings();
        clock(ids);
    }

    private void queue(JsonNode wanted, String url) {
        JsonNode is = stack.queue(url);
        assertThat(is.path("SqsManagedSseEnabled").asBoolean()).as(url).isTrue();
        assertThat(is.path("MessageRetentionPeriod").asInt())
                .as(url)
                .isEqualTo(wanted.path("MessageRetentionPeriod").asInt());
        assertThat(is.path("Policy").asText()).as(url).contains("aws:SecureTransport");
        if (wanted.has("RedrivePolicy")) {
            JsonNode redrive = EmulatorApi.read(is.path("RedrivePolicy").asText());
            assertThat(redrive.path("maxReceiveCount").asInt())
                    .isEqualTo(
                            wanted.path("RedrivePolicy").path("maxReceiveCount").asInt());
            assertThat(redrive.path("deadLetterTargetArn").asText()).contains("Infrastructure");
            assertThat(is.path("VisibilityTimeout").asInt())
                    .isEqualTo(wanted.path("VisibilityTimeout").asInt());
        }
    }

    private void table(JsonNode wanted, String name) {
        JsonNode is = aws.call("dynamodb", "DynamoDB_20120810.DescribeTable", "{\"TableName\":\"" + name + "\"}")
                .path("Table");
        assertThat(is.path("KeySchema")).as(name).isEqualTo(wanted.path("KeySchema"));
        assertThat(is.findPath("BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(new TreeSet<>(is.path("GlobalSecondaryIndexes").findValuesAsText("IndexName")))
                .isEqualTo(new TreeSet<>(wanted.path("GlobalSecondaryIndexes").findValuesAsText("IndexName")));
    }

    private void function(JsonNode wanted, String name) {
        JsonNode is = DeployedFunctions.deployed(aws, name, "live").path("Configuration");
        for (String same : List.of("Handler", "MemorySize", "Timeout", "Runtime", "Architectures")) {
            assertThat(is.path(same)).as(name + " " + same).isEqualTo(wanted.path(same));
        }
        assertThat(is.path("SnapStart").path("ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(is.path("LoggingConfig").path("LogFormat").asText()).isEqualTo("JSON");
        assertThat(is.path("TracingConfig").path("Mode").asText()).isEqualTo("Active");
        assertThat(new TreeSet<>(is.path("Environment")
                        .path("Variables")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList()))
                .isEqualTo(new TreeSet<>(wanted.path("Environment")
                        .path("Variables")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    private void mappings() {
        assertThat(stack.mappings())
                .hasSameSizeAs(
                        assembly.resources("AWS::Lambda::EventSourceMapping").keySet())
                .allSatisfy(mapping -> {
                    assertThat(mapping.path("State").asText()).isEqualTo("Enabled");
                    assertThat(mapping.path("FunctionArn").asText()).endsWith(":live");
                    assertThat(mapping.path("BatchSize").asInt()).isEqualTo(10);
                    assertThat(mapping.path("FunctionResponseTypes").toString()).contains("ReportBatchItemFailures");
                    assertThat(mapping.path("ScalingConfig")
                                    .path("MaximumConcurrency")
                                    .asInt())
                            .isGreaterThanOrEqualTo(2);
                });
    }

    private void clock(Map<String, String> ids) {
        assembly.resources("AWS::Events::Rule").forEach((logical, wanted) -> {
            if (wanted.has("ScheduleExpression")) {
                JsonNode is = aws.call(
                        "events", "AWSEvents.DescribeRule", "{\"Name\":\"" + ids.getOrDefault(logical, "") + "\"}");
                assertThat(is.path("ScheduleExpression")).isEqualTo(wanted.path("ScheduleExpression"));
                assertThat(is.path("State").asText()).isEqualTo("ENABLED");
            }
        });
    }
}
