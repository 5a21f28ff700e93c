package io.continuum.webhooks.lambda.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.format.Content;
import io.continuum.webhooks.core.format.ContinuumFormat;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of the folder {@code events}. */
class EventFilesTest {
    private static final Path EVENTS = Path.of("../../events");
    private static final List<String> CUSTOM =
            List.of("custom.model_trained", "custom.insight_generated", "custom.anomaly_detected");

    private final NetworkntSchemaCheck check = new NetworkntSchemaCheck();

    static Stream<Path> schemas() throws IOException {
        return files("schemas");
    }

    static Stream<Path> examples() throws IOException {
        return Stream.concat(files("examples"), files("examples/shapes"));
    }

    @Test
    void there_is_a_schema_and_an_example_of_every_name() throws IOException {
        Set<String> names = Stream.of(Catalog.types().stream(), Catalog.operational().stream())
                .flatMap(types -> types.map(EventType::name))
                .collect(Collectors.toCollection(TreeSet::new));
        names.addAll(CUSTOM);

        assertThat(files("schemas").map(EventFilesTest::name)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(files("examples").map(EventFilesTest::name)).containsExactlyInAnyOrderElementsOf(names);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void every_schema_can_be_used_and_says_what_it_is_of(Path file) throws IOException {
        JsonNode schema = read(file);

        assertThat(check.faults(CanonicalJson.of(schema))).isEmpty();
        assertThat(schema.path("title").asText()).isEqualTo(name(file));
        assertThat(schema.path("description").asText()).isNotBlank();
        assertThat(schema.path("$schema").asText()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_satisfies_its_schema(Path file) throws IOException {
        JsonNode example = read(file);
        String event = example.path("event").asText();
        assertThat(file.getFileName().toString()).startsWith(event + ".");
        JsonNode schema = read(EVENTS.resolve("schemas/" + event + ".json"));

        assertThat(check.violations(CanonicalJson.of(schema), CanonicalJson.of(example.path("data"))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void a_schema_with_required_parts_refuses_what_lacks_them(Path file) throws IOException {
        JsonNode schema = read(file);
        boolean demands = schema.findValue("required") != null;

        assertThat(check.violations(
                                CanonicalJson.of(schema), CanonicalJson.object().build())
                        .isEmpty())
                .isEqualTo(!demands);
    }

    @Test
    void what_is_packed_is_what_the_files_say() throws IOException {
        for (EventType type : Catalog.types()) {
            var page = new PackedLibrary().page(type);
            assertThat(page.schema()).isEqualTo(CanonicalJson.of(read(EVENTS.resolve("schemas/" + type + ".json"))));
            assertThat(page.example())
                    .isEqualTo(CanonicalJson.of(
                            read(EVENTS.resolve("examples/" + type + ".json")).path("data")));
            assertThat(page.description()).isNotBlank();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void an_example_with_a_tenant_is_what_arrives_as_continuum_and_any_other_is_what_is_published(Path file)
            throws IOException {
        JsonNode example = read(file);
        Result<EventDraft> published = EventFields.strict(example);

        if (example.has("tenant_id")) {
            assertThat(published).isInstanceOf(Result.Refused.class);
            String text = Files.readString(file);
            Event event = ((Result.Ok<EventMessage>) EventMessages.read(text, "m", Instant.EPOCH))
                    .value()
                    .event();
            Content content = new Content(event, WebhookId.make(Instant.EPOCH, new Random(1)), 1, "1.0.0");
            assertThat(new ContinuumFormat().payload(content)).isEqualTo(CanonicalJson.of(example));
        } else {
            boolean ours = Catalog.operational()
                    .contains(new EventType(example.path("event").asText()));
            assertThat(published).isInstanceOf(ours ? Result.Refused.class : Result.Ok.class);
        }
    }

    @Test
    void the_page_has_a_line_for_every_kind_of_file_and_none_for_another() throws IOException {
        List<PathMatcher> kinds = Pattern.compile("^\\| `([\\w-]+(?:/[^`]+|\\.jsonl?))` \\|", Pattern.MULTILINE)
                .matcher(page())
                .results()
                .map(line -> EVENTS.getFileSystem().getPathMatcher("glob:" + line.group(1)))
                .toList();
        List<Path> all = all();

        assertThat(kinds).allSatisfy(kind -> assertThat(all).anyMatch(kind::matches));
        assertThat(all).allSatisfy(file -> assertThat(kinds).anyMatch(kind -> kind.matches(file)));
        assertThat(kinds).hasSizeGreaterThan(5);
    }

    @Test
    void the_page_explains_every_word_that_is_to_be_replaced_and_every_webhook_that_is_nobodys() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path file : files("invoke").toList()) {
            used.addAll(found("REPLACE_WITH_[A-Z_]+[A-Z]|\\bwh_[0-9a-z]{26}\\b", Files.readString(file)));
        }

        assertThat(found("REPLACE_WITH_[A-Z_]+[A-Z]|\\bwh_[0-9a-z]{26}\\b", page()))
                .isEqualTo(used);
    }

    @Test
    void the_files_and_tests_that_the_page_names_are_there() throws IOException {
        Set<String> files = all().stream()
                .map(file -> file.getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(files).containsAll(found("\\b(?:api|emitter|delivery|maintenance)-[a-z-]+\\.json", page()));
        Set<String> tests;
        try (Stream<Path> sources = Files.walk(EVENTS.resolve("../functions"));
                Stream<Path> local = Files.walk(EVENTS.resolve("../infra/local/src"))) {
            tests = Stream.concat(sources, local)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        assertThat(tests).containsAll(found("\\b[A-Z]\\w+Test\\b", page()));
    }

    private static String page() throws IOException {
        return Files.readString(EVENTS.resolve("README.md"));
    }

    /** Returns every file but the page, as the page writes them. */
    private static List<Path> all() throws IOException {
        try (Stream<Path> all = Files.walk(EVENTS)) {
            return all.filter(Files::isRegularFile)
                    .map(EVENTS::relativize)
                    .filter(file -> !file.equals(Path.of("README.md")))
                    .toList();
        }
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> all = Files.list(EVENTS.resolve(folder))) {
            return all.filter(Files::isRegularFile).sorted().toList().stream();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".json", "");
    }

    private static JsonNode read(Path file) throws IOException {
        return ((Parsed.Ok) StrictJson.parse(Files.readAllBytes(file))).node();
    }
}
