package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.EventType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The words of seed 000 and 001: their quick start, their payloads, their signature check. */
class SeedsEndToEndTest {
    private static final Path EXAMPLES = Path.of("..", "..", "events", "examples");

    /** Seed 002 §5 and §11: the verifier gets the parsed JSON and makes its canonical form. */
    private static final String VERIFIER = """
            import hashlib, hmac, json, sys
            given = json.load(sys.stdin)
            payload = json.loads(given['body'])
            canonical = json.dumps(payload, sort_keys=True, separators=(',', ':'))
            message = f"{given['timestamp']}.{canonical}"
            made = hmac.new(given['secret'].encode(), message.encode(), hashlib.sha256).hexdigest()
            sys.exit(0 if hmac.compare_digest(made, given['signature']) else 1)
            """;

    private static TestPlatform platform;
    private static Receiver receiver;
    private static Api.Answer webhook;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of());
        receiver = Receiver.answering(200);
        webhook = platform.api().register(receiver.url(), "*", "");
    }

    @AfterAll
    static void stop() {
        receiver.close();
        platform.close();
    }

    static Stream<Path> examples() throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            all.filter(SeedsEndToEndTest::isOfSeed000).sorted().forEach(files::add);
        }
        assertThat(files).hasSize(11);
        return files.stream();
    }

    /** The other names' examples are of other shapes; those of CONTINUUM's are seed 000's own. */
    private static boolean isOfSeed000(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json")
                && Catalog.systemsOf(new EventType(name.substring(0, name.length() - ".json".length())))
                        .contains(Catalog.System.CONTINUUM);
    }

    @Test
    void the_quick_start_registers_a_webhook() {
        Api.Answer answer = platform.api().post("/v1/webhooks", """
                        {
                          "url": "https://your-app.com/webhooks/continuum",
                          "events": ["memory.created", "sync.completed"],
                          "name": "Production Webhook"
                        }
                        """).expecting(201);
        assertThat(answer.text("id")).startsWith("wh_");
        assertThat(answer.text("url")).isEqualTo("https://your-app.com/webhooks/continuum");
        assertThat(answer.json().path("events").valueStream().map(JsonNode::asText))
                .containsExactly("memory.created", "sync.completed");
        assertThat(answer.json().path("active").asBoolean()).isTrue();
        assertThat(answer.text("created_at")).endsWith("Z");
        assertThat(answer.text("secret")).startsWith("whs_").hasSizeGreaterThan(40);
        assertThat(platform.api().get("/v1/webhooks/" + answer.text("id")).text("secret"))
                .startsWith("whs_****");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_payload_of_seed_000_arrives_and_its_signature_check_accepts_it(Path example) throws Exception {
        JsonNode seed = Api.JSON.readTree(example.toFile());
        ObjectNode body = Api.JSON.createObjectNode();
        body.set("event", seed.path("event"));
        body.set("data", seed.path("data"));
        body.set("timestamp", seed.path("timestamp"));
        platform.api().post("/v1/events", body.toString()).expecting(202);
        String event = seed.path("event").asText();
        Receiver.Request request = Await.until(
                event,
                () -> receiver.requests().stream()
                        .filter(one -> one.header("x-continuum-event").equals(event))
                        .findFirst()
                        .orElse(null));

        JsonNode arrived = Api.JSON.readTree(request.text());
        assertThat(arrived.path("event").asText()).isEqualTo(event);
        assertThat(arrived.path("timestamp")).isEqualTo(seed.path("timestamp"));
        assertThat(arrived.path("tenant_id").asText()).isEqualTo("default");
        assertThat(normalised(arrived.path("data"))).isEqualTo(normalised(seed.path("data")));
        assertThat(request.header("user-agent")).isEqualTo("CONTINUUM-Webhooks/1.0");
        assertThat(request.header("content-type")).isEqualTo("application/json");
        assertThat(request.header("x-continuum-signature"))
                .isEqualTo(Signatures.continuum(request, webhook.text("secret")));
        assertThat(pythonAccepts(request)).isTrue();
    }

    /** 85.0 and 85 are one number in JSON, and the canonical form writes the latter. */
    private static JsonNode normalised(JsonNode data) throws IOException {
        return Api.JSON.readTree(data.toString().replaceAll("(\\d)\\.0([,}\\]])", "$1$2"));
    }

    private static boolean pythonAccepts(Receiver.Request request) throws Exception {
        ObjectNode given = Api.JSON.createObjectNode();
        given.put("body", request.text());
        given.put("timestamp", request.header("x-continuum-timestamp"));
        given.put("signature", request.header("x-continuum-signature"));
        given.put("secret", webhook.text("secret"));
        Process python;
        try {
            python = new ProcessBuilder("python3", "-c", VERIFIER)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            assumeThat(false).as("python3 is not on this machine").isTrue();
            return false;
        }
        try (OutputStream in = python.getOutputStream()) {
            in.write(given.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(python.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return python.exitValue() == 0;
    }
}
