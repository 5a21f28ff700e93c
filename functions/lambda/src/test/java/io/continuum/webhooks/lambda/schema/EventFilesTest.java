package io.continuum.webhooks.lambda.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
            assertThat(page.description()).isNotBlank();
        }
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
