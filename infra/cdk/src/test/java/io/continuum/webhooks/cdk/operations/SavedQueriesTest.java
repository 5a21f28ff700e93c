package io.continuum.webhooks.cdk.operations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries against samples of lines, which a test of the functions compares with what they write. */
class SavedQueriesTest {
    private static final Path SAMPLES = Path.of("../../events/log-lines.jsonl");
    private static final Path OPERATIONS = Path.of("../../docs/operations.md");
    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern ALIAS = Pattern.compile("\\bas\\s+([a-z0-9_]+)");
    private static final Pattern NAME = Pattern.compile("(?<![@\\w.])[a-z][a-z0-9_]*\\b(?!\\()");
    private static final Set<String> WORDS =
            Set.of("fields", "filter", "stats", "sort", "limit", "by", "as", "desc", "asc", "and", "in");
    private static final Set<String> EVERY_LINE = Set.of("level", "message");

    private static List<SavedQuery> queries() {
        return SavedQuery.all();
    }

    private static List<JsonNode> samples() throws IOException {
        List<JsonNode> samples = new ArrayList<>();
        for (String line : Files.readAllLines(SAMPLES)) {
            samples.add(new JsonMapper().readTree(line));
        }
        return samples;
    }

    private static Set<String> texts(SavedQuery query) {
        return TEXT.matcher(query.text()).results().map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> fields(SavedQuery query) {
        Set<String> names = NAME.matcher(TEXT.matcher(query.text()).replaceAll("0"))
                .results()
                .map(match -> match.group())
                .collect(Collectors.toCollection(TreeSet::new));
        names.removeAll(WORDS);
        ALIAS.matcher(query.text()).results().forEach(alias -> names.remove(alias.group(1)));
        return names;
    }

    @ParameterizedTest
    @MethodSource("queries")
    void each_field_is_in_the_lines_that_a_query_looks_at(SavedQuery query) throws IOException {
        Set<String> known = new TreeSet<>(EVERY_LINE);
        Set<String> asked = texts(query);
        for (JsonNode line : samples()) {
            if (asked.contains(line.path("message").asText())) {
                line.fieldNames().forEachRemaining(known::add);
            }
        }

        assertThat(fields(query)).contains("message").hasSizeGreaterThan(2).isSubsetOf(known);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void each_value_is_one_that_lines_have(SavedQuery query) throws IOException {
        Set<String> values = new TreeSet<>(Set.of("wh_REPLACE", "dlv_REPLACE"));
        for (JsonNode line : samples()) {
            line.forEach(value -> values.add(value.asText()));
        }

        assertThat(texts(query)).isNotEmpty().isSubsetOf(values);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void each_query_is_explained(SavedQuery query) throws IOException {
        assertThat(Files.readString(OPERATIONS)).contains("| " + query.name() + " |");
    }

    @Test
    void a_field_that_no_line_has_would_be_noticed() {
        SavedQuery query =
                new SavedQuery("", false, "filter message = \"a\" | stats max(took_ms) as longest by webhook");

        assertThat(fields(query)).containsExactly("message", "took_ms", "webhook");
    }

    @Test
    void they_are_in_a_folder_of_the_stage_and_read_only_logs_that_have_such_lines() {
        List<JsonNode> made = OperationsWorld.full().all("AWS::Logs::QueryDefinition");

        assertThat(made)
                .extracting(query -> query.path("Name").asText())
                .containsExactlyInAnyOrderElementsOf(SavedQuery.all().stream()
                        .map(query -> "Webhooks-dev/" + query.name())
                        .toList());
        assertThat(made)
                .allSatisfy(query -> assertThat(query.path("LogGroupNames").toString())
                        .isIn(
                                "[\"/aws/lambda/Delivery\"]",
                                "[\"/aws/lambda/Delivery\",\"/aws/lambda/Maintenance\",\"/aws/lambda/Api\"]"));
    }
}
