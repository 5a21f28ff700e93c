package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CanaryTest {
    private final OperationsWorld world = OperationsWorld.full();

    @Test
    void a_message_is_published_every_five_minutes_and_kept_if_it_cannot_be() {
        JsonNode rule = world.all("AWS::Events::Rule").getFirst();
        JsonNode target = rule.path("Targets").path(0);

        assertThat(rule.path("ScheduleExpression").asText()).isEqualTo("rate(5 minutes)");
        assertThat(target.path("Arn").asText()).endsWith(":Events");
        assertThat(target.path("DeadLetterConfig").path("Arn").asText()).endsWith(":Undelivered");
    }

    @Test
    void the_message_is_the_one_that_the_emitter_is_tested_with() throws IOException {
        JsonMapper json = new JsonMapper();
        JsonNode invocation = json.readTree(Files.readString(Path.of("../../events/invoke/emitter-sqs-canary.json")));
        String published = world.all("AWS::Events::Rule")
                .getFirst()
                .path("Targets")
                .path(0)
                .path("Input")
                .asText();

        assertThat(json.readTree(published))
                .isEqualTo(json.readTree(
                        invocation.path("Records").path(0).path("body").asText()));
    }

    @Test
    void success_is_read_from_the_delivery_functions_lines() {
        JsonNode filter = world.all("AWS::Logs::MetricFilter").getFirst();
        JsonNode metric = filter.path("MetricTransformations").path(0);

        assertThat(filter.path("LogGroupName").asText()).isEqualTo("/aws/lambda/Delivery");
        assertThat(filter.path("FilterPattern").asText())
                .isEqualTo("{ $.message = \"delivery.attempted\" && $.event_type = \"custom.canary\""
                        + " && $.outcome = \"success\" }");
        assertThat(metric.path("MetricNamespace").asText()).isEqualTo("ContinuumWebhooks/dev");
        assertThat(world.alarm("CanarySilent").findValue("Namespace").asText()).isEqualTo("ContinuumWebhooks/dev");
        assertThat(world.alarm("CanarySilent").findValue("MetricName").asText())
                .isEqualTo(metric.path("MetricName").asText());
    }

    @Test
    void its_filter_finds_a_sample_of_what_is_written() throws IOException {
        String success =
                Files.readAllLines(Path.of("../../events/log-lines.jsonl")).getFirst();
        JsonNode line = new JsonMapper().readTree(success);

        assertThat(line.path("message").asText()).isEqualTo("delivery.attempted");
        assertThat(line.path("outcome").asText()).isEqualTo("success");
        assertThat(line.has("event_type")).isTrue();
    }
}
