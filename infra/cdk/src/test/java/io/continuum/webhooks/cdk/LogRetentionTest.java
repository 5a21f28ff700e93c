package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;

class LogRetentionTest {
    @ParameterizedTest
    @CsvSource({"1, dev, Delete", "150, prod, Retain", "545, production, Delete", "3653, prod, Retain"})
    void logs_are_kept_as_long_as_asked_for_and_removed_with_the_stages_data(String days, String stage, String policy) {
        Stack stack = new Stack(Synthesis.app(), "Test");

        LogRetention.group(stack, "Logs", Synthesis.configuration(Map.of("logRetentionDays", days, "stage", stage)));

        JsonNode template =
                new ObjectMapper().valueToTree(Template.fromStack(stack).toJSON());
        JsonNode group =
                Synthesis.resources(template, "AWS::Logs::LogGroup").findFirst().orElseThrow();
        assertThat(group.path("Properties").path("RetentionInDays").asText()).isEqualTo(days);
        assertThat(group.path("DeletionPolicy").asText()).isEqualTo(policy);
    }
}
