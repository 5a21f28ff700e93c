package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A refused target is refused in the same words whatever is wrong with it, by every way to set a URL. */
class RefusedTargetsTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** Refused by the look-up alone. */
    private static final String UNRESOLVABLE = "https://unresolvable.example/";

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void registration_refuses_every_url_of_the_table_in_one_text() throws IOException {
        var refused = urls(false);
        assertThat(refused).hasSizeGreaterThan(190);
        String before = world.everything("acme");
        Set<String> answers = refused.stream()
                .map(url -> client.post("/webhooks", body(url)))
                .map(RefusedTargetsTest::judged)
                .collect(Collectors.toSet());
        assertThat(answers).hasSize(1);
        assertThat(world.everything("acme")).isEqualTo(before);
        assertThat(world.halfMade()).isEmpty();
    }

    @Test
    void a_change_refuses_them_in_the_same_text_and_changes_nothing() throws IOException {
        var made = client.post("/webhooks", body("https://good.example/"));
        String path = "/webhooks/" + made.at("/id").asText();
        String registration = judged(client.post("/webhooks", body("https://10.0.0.1/")));
        for (String url : urls(false)) {
            String change = JSON.createObjectNode().put("url", url).toString();
            assertThat(judged(client.patch(path, change))).as(url).isEqualTo(registration);
            assertThat(judged(client.put(path, change))).as(url).isEqualTo(registration);
        }
        assertThat(client.get(path).at("/url").asText()).isEqualTo("https://good.example/");
    }

    @Test
    void the_text_tells_neither_the_rule_nor_the_address() {
        String text = client.post("/webhooks", body("https://[::ffff:169.254.169.254]/"))
                .text();
        assertThat(text).contains("target_refused", "/url").doesNotContain("169", "a9fe", "metadata", "not_allowed");
    }

    @Test
    void every_accepted_url_of_the_table_is_shown_as_it_was_given() throws IOException {
        assertThat(urls(true)).hasSizeGreaterThan(50).allSatisfy(url -> {
            var made = client.post("/webhooks", body(url));
            assertThat(made.status()).as(url).isEqualTo(201);
            assertThat(made.at("/url").asText()).isEqualTo(url);
        });
    }

    /** The whole answer: nothing in it may differ from one refused target to the next. */
    private static String judged(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("target_refused");
        assertThat(answer.pointers()).containsExactly("/url");
        var json = (ObjectNode) answer.json();
        // Says which path was called.
        json.remove("instance");
        return json.toString();
    }

    private static String body(String url) {
        var body = JSON.createObjectNode().put("url", url);
        body.putArray("events").add("memory.*");
        return body.toString();
    }

    /** Returns the table's accepted or refused URLs; with the latter one that only DNS refuses and a very long one. */
    private static List<String> urls(boolean accepted) throws IOException {
        try (var in = Objects.requireNonNull(RefusedTargetsTest.class.getResourceAsStream("/vectors/urls.tsv"));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var urls = reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .filter(cells -> cells[0].equals("accepted") == accepted)
                    .map(cells -> cells[2].translateEscapes())
                    .collect(Collectors.toList());
            if (!accepted) {
                urls.add(UNRESOLVABLE);
                urls.add("https://good.example/" + "a".repeat(50_000));
            }
            return urls;
        }
    }
}
