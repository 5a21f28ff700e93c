package io.continuum.webhooks.cdk;

import static io.continuum.webhooks.cdk.Synthesis.resource;
import static io.continuum.webhooks.cdk.Synthesis.resources;
import static io.continuum.webhooks.cdk.Synthesis.template;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Holds the template to what the deployment on the emulator cannot show: each line of emulator/gaps.csv. */
final class EmulatorGapsTest {
    private static final Map<String, Consumer<List<JsonNode>>> HELD = Map.of(
            "metric-math",
            alarms -> {
                assertThat(alarms).hasSizeGreaterThan(2).allSatisfy(alarm -> {
                    assertThat(alarm.path("AlarmActions")).isNotEmpty();
                    assertThat(alarm.has("Threshold")).isTrue();
                });
                assertThat(alarms)
                        .anySatisfy(alarm -> assertThat(alarm.path("Metrics").findValuesAsText("Expression"))
                                .isNotEmpty());
            },
            "saved-queries",
            queries -> assertThat(queries).hasSizeGreaterThan(2).allSatisfy(query -> {
                assertThat(query.path("QueryString").asText()).contains("filter message");
                assertThat(query.path("LogGroupNames")).isNotEmpty();
            }),
            "web-acl-association",
            associations -> assertThat(associations)
                    .singleElement()
                    .satisfies(one ->
                            assertThat(one.path("ResourceArn").toString()).contains("/restapis/", "/stages/")),
            "ttl",
            tables -> assertThat(tables)
                    .hasSize(2)
                    .allSatisfy(table -> assertThat(
                                    table.path("TimeToLiveSpecification").toString())
                            .isEqualTo("{\"AttributeName\":\"ttl\",\"Enabled\":true}")),
            "point-in-time-recovery",
            tables -> assertThat(tables)
                    .hasSize(2)
                    .allSatisfy(table -> assertThat(table.path("PointInTimeRecoverySpecification")
                                    .path("PointInTimeRecoveryEnabled")
                                    .asBoolean())
                            .isTrue()),
            "recursive-loop",
            functions -> {
                assertThat(functions)
                        .extracting(function -> function.path("RecursiveLoop").asText())
                        .containsExactlyInAnyOrder("Allow", "Allow", "Terminate", "Terminate");
                assertThat(resource(template(), "AWS::Lambda::Function", "PlatformFunctionsDelivery")
                                .path("Properties")
                                .path("RecursiveLoop")
                                .asText())
                        .isEqualTo("Allow");
            },
            "secure-transport",
            policies -> assertThat(policies)
                    .hasSize(7)
                    .allSatisfy(policy -> assertThat(policy.toString())
                            .contains("\"Effect\":\"Deny\"", "\"aws:SecureTransport\":\"false\"")),
            "permissions",
            // Which ones is PermissionsTest's.
            policies -> assertThat(policies)
                    .hasSizeGreaterThanOrEqualTo(4)
                    .allSatisfy(policy -> assertThat(policy.toString()).doesNotContain("\"Action\":\"*\"")),
            "create-secret-token",
            // Secrets of webhooks are made at run time; the contract of the vault's adapter holds the rule.
            secrets -> assertThat(secrets).isNotEmpty());

    @ParameterizedTest
    @CsvFileSource(files = "emulator/gaps.csv", numLinesToSkip = 1, maxCharsPerColumn = 1000)
    void the_template_has_what_the_emulator_has_not(String id, String type, String property) {
        List<JsonNode> properties = resources(template("waf", "true"), type)
                .map(resource -> resource.path("Properties"))
                .filter(one -> property == null || one.has(property))
                .toList();

        assertThat(HELD).as("what is held of each line").containsKey(id);
        HELD.getOrDefault(id, _ -> {}).accept(properties);
    }
}
