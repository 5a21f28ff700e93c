package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.continuum.webhooks.core.tenant.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table {@code api/bad-requests.json}; and whatever is refused leaves nothing behind. */
class BadRequestsTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Map<String, @Nullable String> keys = new HashMap<>();

    @BeforeEach
    void somebody_was_here_before() {
        keys.put("acme", world.key("acme", Scope.usual(), null));
        keys.put("acme-admin", world.key("acme", Set.of(Scope.ADMIN), null));
        keys.put("reader", world.key("acme", Set.of(Scope.WEBHOOKS_READ), null));
        keys.put("admin", ApiWorld.ADMIN_KEY);
        keys.put("bad", "a-key-that-nobody-has");
        keys.put("none", null);
        Client acme = new Client(world.handler, keys.get("acme"));
        acme.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\"}");
        acme.post("/events", "{\"event\": \"custom.x\", \"id\": \"known\", \"data\": {\"other\": 1}}");
    }

    static Stream<Named<JsonNode>> rows() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(BadRequestsTest.class.getResourceAsStream("/api/bad-requests.json"))) {
            List<Named<JsonNode>> rows = new ArrayList<>();
            new JsonMapper()
                    .readTree(in)
                    .forEach(row -> rows.add(Named.of(row.path("name").asText(), row)));
            return rows.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void is_refused_by_name_and_leaves_nothing_behind(JsonNode row) {
        String before = world.everything("acme", "default");

        Answer answer = send(row);

        assertThat(answer.status())
                .as(answer.text())
                .isEqualTo(row.path("status").intValue());
        assertThat(answer.code()).isEqualTo(row.path("code").asText());
        assertThat(answer.pointers())
                .containsExactlyElementsOf(
                        StreamSupport.stream(row.path("pointers").spliterator(), false)
                                .map(JsonNode::asText)
                                .toList());
        assertProblem(answer, row.path("path").asText());
        assertThat(world.everything("acme", "default")).isEqualTo(before);
    }

    @Test
    void json_is_refused_with_its_place() {
        Answer answer = new Client(world.handler, keys.get("acme")).post("/webhooks", "{\n  \"url\": x}");

        assertThat(answer.at("/detail").asText()).isEqualTo("This is not JSON. See line 2, column 10.");
    }

    @Test
    void too_many_keys_are_refused() {
        String data =
                IntStream.range(0, 10_001).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));

        Answer answer = new Client(world.handler, keys.get("acme"))
                .post("/events", "{\"event\": \"custom.x\", \"data\": {" + data + "}}");

        assertThat(answer.code()).isEqualTo("invalid_json");
    }

    @Test
    void an_event_that_grows_beyond_256_kib_as_canonical_json_is_too_large() {
        String numbers = String.join(",", Collections.nCopies(13_000, "1e20"));

        Answer answer = new Client(world.handler, keys.get("acme"))
                .post("/events", "{\"event\": \"custom.x\", \"data\": {\"n\": [" + numbers + "]}}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(world.published).hasSize(1);
    }

    private Answer send(JsonNode row) {
        Client client = new Client(world.handler, keys.get(row.path("key").asText("acme")));
        Map<String, String> headers = new HashMap<>();
        if (client.key() != null) {
            headers.put("X-API-Key", client.key());
        }
        if (row.has("headers")) {
            row.path("headers")
                    .properties()
                    .forEach(header ->
                            headers.put(header.getKey(), header.getValue().asText()));
        } else {
            headers.put("Content-Type", "application/json");
        }
        String path = "/api/v1" + row.path("path").asText();
        return client.send(Client.event(row.path("method").asText(), path, headers, body(row)));
    }

    private static @Nullable String body(JsonNode row) {
        if (row.has("size")) {
            return "{\"x\":\"" + "x".repeat(row.path("size").intValue() - 8) + "\"}";
        }
        return row.has("body") ? row.path("body").toString() : row.path("text").textValue();
    }

    /** RFC 9457 §3.1. */
    private static void assertProblem(Answer answer, String path) {
        JsonNode problem = answer.json();
        assertThat(answer.headers()).containsEntry("Content-Type", "application/problem+json");
        assertThat(problem.path("type").asText()).isEqualTo("https://continuum-webhooks.dev/errors/" + answer.code());
        assertThat(problem.path("title").asText()).isNotEmpty();
        assertThat(problem.path("status").intValue()).isEqualTo(answer.status());
        assertThat(problem.path("detail").asText()).isNotEmpty();
        assertThat(problem.path("instance").asText()).isEqualTo("/api/v1" + path.split("\\?", 2)[0]);
        problem.path("errors")
                .forEach(error -> assertThat(error.path("detail").asText()).isNotEmpty());
        assertThat(answer.text()).doesNotContain("Exception").doesNotContain("io.continuum");
    }
}
