package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The requests of the seed documents, sent as they stand there, get the answers that stand there: {@code seeds/*.json}.
 * {@code answer} is what the document shows; {@code like} says what a value is like that nobody can foresee,
 * {@code departs} where the specification departs from the document on purpose. We may answer more than a document
 * shows, never less.
 */
class SeedConformanceTest {
    private static final JsonMapper JSON = new JsonMapper();

    static Stream<Arguments> examples() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (String seed : List.of("001", "002", "003")) {
            for (String credentials : List.of("Authorization", "X-API-Key")) {
                for (JsonNode example : read(seed)) {
                    all.add(Arguments.of(seed, credentials, example.path("name").asText(), example));
                }
            }
        }
        return all.stream();
    }

    private static JsonNode read(String seed) throws IOException {
        String file = "/seeds/" + seed + ".json";
        try (InputStream in = Objects.requireNonNull(SeedConformanceTest.class.getResourceAsStream(file))) {
            return JSON.readTree(in);
        }
    }

    @ParameterizedTest(name = "seed {0} by {1}: {2}")
    @MethodSource("examples")
    void a_request_of_a_seed_gets_the_seeds_answer(String seed, String credentials, String name, JsonNode example) {
        SeedWorld world = new SeedWorld(seed);
        world.prepare(example.path("given").asText());

        JsonNode request = example.path("request");
        Map<String, String> headers = new HashMap<>();
        headers.put(credentials, credentials.equals("Authorization") ? "Bearer " + world.key() : world.key());
        if (request.has("body")) {
            headers.put("Content-Type", "application/json");
        }
        Answer answer = world.send(Client.event(
                request.path("method").asText(),
                world.filled(request.path("path").asText()),
                headers,
                request.has("body") ? request.path("body").toString() : null));

        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(example.path("status").intValue());
        if (example.has("answer")) {
            assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
            assertShows(answer.json(), example.path("answer"), "", example);
        } else {
            assertThat(answer.text()).isEmpty();
        }
    }

    /** Every method and path that a seed names is among the examples. */
    @ParameterizedTest
    @MethodSource("endpoints")
    void every_endpoint_of_a_seed_has_an_example(String seed, String method, String path) throws IOException {
        assertThat(read(seed)).anySatisfy(example -> {
            assertThat(example.at("/request/method").asText()).isEqualTo(method);
            assertThat(example.at("/request/path").asText()).matches(path);
        });
    }

    static Stream<Arguments> endpoints() {
        String base = "(/api)?/v1/webhooks";
        String one = base + "/[^/?]+";
        return Stream.of(
                Arguments.of("001", "POST", base),
                Arguments.of("001", "GET", base + "\\?active_only=true"),
                Arguments.of("001", "GET", one),
                Arguments.of("001", "PATCH", one),
                Arguments.of("001", "DELETE", one),
                Arguments.of("001", "POST", one + "/test"),
                Arguments.of("001", "GET", one + "/deliveries\\?limit=100&offset=0"),
                Arguments.of("001", "POST", one + "/retry/[^/]+"),
                Arguments.of("001", "GET", one + "/stats"),
                Arguments.of("001", "GET", base + "/health"),
                Arguments.of("003", "POST", base),
                Arguments.of("003", "GET", base + "\\?active=true&limit=10"),
                Arguments.of("003", "PUT", one),
                Arguments.of("003", "DELETE", one));
    }

    private static void assertShows(JsonNode actual, JsonNode shown, String at, JsonNode example) {
        JsonNode like = example.path("like").path(at);
        JsonNode departure = example.path("departs").path(at);
        if (!departure.isMissingNode()) {
            assertThat(actual).as(at).isEqualTo(departure);
        } else if (!like.isMissingNode()) {
            assertThat(actual.isTextual()).as(at).isTrue();
            assertThat(actual.textValue()).as(at).matches(like.textValue());
        } else if (shown.isObject()) {
            shown.properties().forEach(field -> {
                String inner = at + "/" + field.getKey();
                assertThat(actual.has(field.getKey())).as(inner).isTrue();
                assertShows(actual.path(field.getKey()), field.getValue(), inner, example);
            });
        } else if (shown.isArray()) {
            assertThat(actual.isArray()).as(at).isTrue();
            assertThat(actual).as(at).hasSameSizeAs(shown);
            for (int i = 0; i < shown.size(); i++) {
                assertShows(actual.path(i), shown.path(i), at + "/" + i, example);
            }
        } else {
            // Type and value: 96.0 is not 96 to every client.
            assertThat(actual.getNodeType()).as(at).isEqualTo(shown.getNodeType());
            assertThat(actual.toString()).as(at).isEqualTo(shown.toString());
        }
    }
}
