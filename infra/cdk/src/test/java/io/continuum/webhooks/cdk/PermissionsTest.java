package io.continuum.webhooks.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every action of every function on every resource, held literally by permissions.txt. */
final class PermissionsTest {
    private static final Path PINNED = Path.of("src/test/resources/io/continuum/webhooks/cdk/permissions.txt");

    /** What CDK appends to make ids unique. */
    private static final Pattern HASH = Pattern.compile("[0-9A-F]{8}$");

    private static final List<String> FUNCTIONS = List.of("Api", "Emitter", "Delivery", "Maintenance");

    @Test
    void each_function_may_do_what_is_listed_and_nothing_else() throws IOException {
        JsonNode template = everything();
        List<String> now = FUNCTIONS.stream()
                .flatMap(function -> lines(template, function).stream())
                .toList();

        List<String> pinned = Files.readAllLines(PINNED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(String.join("\n", now)).isEqualTo(String.join("\n", pinned));
    }

    @Test
    void no_resource_is_all_of_them_but_for_x_ray() {
        for (String function : FUNCTIONS) {
            assertThat(lines(everything(), function))
                    .filteredOn(line -> line.endsWith(" *"))
                    .allMatch(line -> line.contains(" xray:"));
        }
    }

    @Test
    void no_action_has_a_wildcard() {
        for (String function : FUNCTIONS) {
            assertThat(lines(everything(), function))
                    .extracting(line -> line.split(" ", -1)[1])
                    .noneMatch(action -> action.contains("*"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Emitter", "Delivery"})
    void whoever_sends_cannot_change_secrets(String function) {
        assertThat(lines(everything(), function))
                .filteredOn(line -> line.contains(" secretsmanager:"))
                .allMatch(line -> line.contains(" secretsmanager:GetSecretValue "));
    }

    @Test
    void the_emitter_reads_no_secret() {
        assertThat(lines(everything(), "Emitter")).noneMatch(line -> line.contains("secretsmanager"));
    }

    @Test
    void a_function_has_no_policies_but_its_own() {
        Synthesis.resources(everything(), "AWS::IAM::Role")
                .filter(role -> role.toString().contains("lambda.amazonaws.com"))
                .forEach(role -> assertThat(role.path("Properties").has("ManagedPolicyArns"))
                        .isFalse());
    }

    private static JsonNode everything() {
        return Synthesis.template("secretStorage", "keyring", "MEM0_WEBHOOK_URL", "https://bot.example.com/hook");
    }

    /** Returns lines of function, action and resource. */
    private static List<String> lines(JsonNode template, String function) {
        Set<String> lines = new TreeSet<>();
        Synthesis.resources(template, "AWS::IAM::Policy")
                .map(policy -> policy.path("Properties"))
                .filter(policy -> policy.path("Roles").toString().contains(function + "Role"))
                .flatMap(policy ->
                        policy.path("PolicyDocument").path("Statement").valueStream())
                .forEach(statement -> {
                    assertThat(statement.path("Effect").asText()).isEqualTo("Allow");
                    for (JsonNode action : some(statement.path("Action"))) {
                        for (JsonNode resource : some(statement.path("Resource"))) {
                            lines.add(function + " " + action.asText() + " " + shown(resource));
                        }
                    }
                });
        return new ArrayList<>(lines);
    }

    private static List<JsonNode> some(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream().toList() : List.of(oneOrMany);
    }

    private static String shown(JsonNode resource) {
        if (resource.has("Fn::GetAtt")) {
            return named(resource.path("Fn::GetAtt").path(0).asText());
        }
        if (resource.has("Ref")) {
            return named(resource.path("Ref").asText());
        }
        if (resource.has("Fn::Join")) {
            StringBuilder joined = new StringBuilder();
            resource.path("Fn::Join").path(1).forEach(part -> joined.append(shown(part)));
            return joined.toString();
        }
        return resource.asText();
    }

    private static String named(String id) {
        return id.startsWith("AWS::") ? "<" + id + ">" : HASH.matcher(id).replaceFirst("");
    }
}
