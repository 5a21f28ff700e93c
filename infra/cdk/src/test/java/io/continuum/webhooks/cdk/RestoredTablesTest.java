package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stack that takes tables which were restored from a backup. */
final class RestoredTablesTest {
    private static final String TABLE = "AWS::DynamoDB::Table";

    private final JsonNode both =
            Synthesis.template("stage", "prod", "webhooksTable", "config-2", "deliveriesTable", "history-2");

    @Test
    void it_makes_no_tables() {
        assertThat(Synthesis.resources(both, TABLE)).isEmpty();
    }

    @Test
    void one_alone_may_be_restored() {
        JsonNode template = Synthesis.template("deliveriesTable", "history-2");

        assertThat(Synthesis.resources(template, TABLE))
                .singleElement()
                .satisfies(table -> assertThat(table.toString()).contains("\"wake\""));
        assertThat(variables(template, "DELIVERIES_TABLE")).containsOnly("history-2");
        assertThat(variables(template, "WEBHOOKS_TABLE")).noneMatch(String::isEmpty);
    }

    @Test
    void functions_are_told_their_names() {
        assertThat(variables(both, "WEBHOOKS_TABLE")).hasSize(4).containsOnly("config-2");
        assertThat(variables(both, "DELIVERIES_TABLE")).hasSize(4).containsOnly("history-2");
    }

    @Test
    void functions_may_do_with_them_and_their_indexes_what_they_do_with_the_stacks_own() {
        List<String> own = statements(Synthesis.template("stage", "prod"));
        List<String> restored = statements(both);

        assertThat(restored)
                .hasSameSizeAs(own)
                .anyMatch(line -> line.contains(":table/config-2/index/wake"))
                .anyMatch(line -> line.contains(":table/history-2/index/dead"))
                .anyMatch(line -> line.contains(":table/history-2/index/subject"));
    }

    @Test
    void alarms_watch_them() {
        assertThat(Synthesis.resources(both, "AWS::CloudWatch::Alarm").map(JsonNode::toString))
                .anyMatch(alarm -> alarm.contains("config-2"))
                .anyMatch(alarm -> alarm.contains("history-2"));
    }

    private static List<String> variables(JsonNode template, String name) {
        return Synthesis.resources(template, "AWS::Lambda::Function")
                .map(function -> function.path("Properties")
                        .path("Environment")
                        .path("Variables")
                        .path(name))
                .map(value -> value.isTextual() ? value.asText() : value.toString())
                .toList();
    }

    /** Returns the statements of all functions' policies about tables. */
    private static List<String> statements(JsonNode template) {
        return Synthesis.resources(template, "AWS::IAM::Policy")
                .flatMap(policy -> policy.path("Properties")
                        .path("PolicyDocument")
                        .path("Statement")
                        .valueStream())
                .map(JsonNode::toString)
                .filter(statement -> statement.contains("dynamodb:"))
                .toList();
    }
}
