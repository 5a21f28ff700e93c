package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Seed 004's status and test endpoints, and what the webhook that they speak of sends. */
class MemoryStatusTest {
    private static final String TOKEN = "your-secret-token";
    private static final String SECRET = "your-signing-secret";
    private static final String STATUS = "/webhooks/memory/status";
    private static final String TEST = "/webhooks/memory/test";

    private @Nullable Receiver receiver;

    @AfterEach
    void close() {
        if (receiver != null) {
            receiver.close();
        }
    }

    @Test
    void the_status_has_the_seed_s_fields() {
        ApiWorld world = ApiWorld.quiet();
        world.environment(Map.of(
                "MEM0_WEBHOOK_URL",
                "https://your-server.com/webhook",
                "MEM0_WEBHOOK_TOKEN",
                TOKEN,
                "MEM0_WEBHOOK_SECRET",
                SECRET,
                "MEM0_WEBHOOK_EVENTS",
                "memory_added, memory_deleted"));

        assertThat(ask(world, "GET", STATUS).text())
                .isEqualTo("{\"status\":\"ok\",\"webhook_config\":{\"enabled\":true,"
                        + "\"webhook_url\":\"https://your-server.com/webhook\",\"timeout\":30,\"retry_count\":3,"
                        + "\"enabled_events\":[\"memory_added\",\"memory_deleted\"],"
                        + "\"has_token\":true,\"has_secret\":true}}");
    }

    @Test
    void all_events_are_the_seed_s_twelve() {
        ApiWorld world = ApiWorld.quiet();
        world.environment(Map.of("MEM0_WEBHOOK_URL", "https://your-server.com/webhook", "MEM0_WEBHOOK_TOKEN", TOKEN));

        JsonNode config = ask(world, "GET", STATUS).json().path("webhook_config");

        assertThat(config.path("enabled_events")).hasSize(12);
        assertThat(config.path("has_secret").booleanValue()).isFalse();
    }

    @Test
    void without_a_url_nothing_is_enabled_and_nothing_is_sent() {
        ApiWorld world = ApiWorld.quiet();
        world.environment(Map.of("MEM0_WEBHOOK_TOKEN", TOKEN, "MEM0_WEBHOOK_RETRY_COUNT", "5"));

        JsonNode config = ask(world, "GET", STATUS).json().path("webhook_config");
        assertThat(config.path("enabled").booleanValue()).isFalse();
        assertThat(config.path("webhook_url").isNull()).isTrue();
        assertThat(config.path("retry_count").intValue()).isEqualTo(5);
        assertThat(config.path("has_token").booleanValue()).isTrue();
        assertThat(ask(world, "POST", TEST).text())
                .isEqualTo("{\"status\":\"ok\",\"test_sent\":false,\"webhook_enabled\":false,\"webhook_url\":null}");
    }

    @Test
    void no_events_are_like_no_webhook() {
        ApiWorld world = ApiWorld.quiet();
        Map<String, String> environment = new HashMap<>();
        environment.put("MEM0_WEBHOOK_URL", "https://your-server.com/webhook");
        environment.put("MEM0_WEBHOOK_TOKEN", TOKEN);
        world.environment(environment);
        environment.put("MEM0_WEBHOOK_EVENTS", "none");
        world.environment(environment);

        JsonNode config = ask(world, "GET", STATUS).json().path("webhook_config");
        assertThat(config.path("enabled").booleanValue()).isFalse();
        assertThat(config.path("enabled_events")).isEmpty();
        assertThat(ask(world, "POST", TEST).at("/test_sent").booleanValue()).isFalse();
    }

    @Test
    void a_test_is_sent_as_the_seed_s_receivers_expect_it() {
        Receiver started = Receiver.answering(200);
        receiver = started;
        ApiWorld world = sending(started);

        Answer answer = ask(world, "POST", TEST);

        assertThat(answer.text())
                .isEqualTo("{\"status\":\"ok\",\"test_sent\":true,\"webhook_enabled\":true,\"webhook_url\":\"%s\"}"
                        .formatted(started.url()));
        assertThat(started.received()).hasSize(1);
        Receiver.Received received = started.received().getFirst();
        assertThat(received.header("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(received.header("X-Webhook-Secret")).isEqualTo(SECRET);
        assertThat(received.header("X-Webhook-Signature")).matches("[0-9a-f]{64}");
        assertThat(received.body())
                .contains("\"source\":\"markdown-brain-bot\"")
                .contains("\"event\":\"webhook.test\"");
    }

    @Test
    void a_repeated_test_with_one_key_is_sent_once() {
        Receiver started = Receiver.answering(200);
        receiver = started;
        ApiWorld world = sending(started);
        Map<String, String> headers = Map.of("Authorization", "Bearer " + TOKEN, "Idempotency-Key", "one");

        Answer first = world.nobody().send(Client.event("POST", TEST, headers, null));
        Answer again = world.nobody().send(Client.event("POST", TEST, headers, null));

        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.headers()).containsEntry("Idempotent-Replayed", "true");
        assertThat(started.received()).hasSize(1);
    }

    @Test
    void a_test_that_is_not_answered_with_200_was_not_sent_well() {
        Receiver started = Receiver.answering(202);
        receiver = started;

        Answer answer = ask(sending(started), "POST", TEST);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/test_sent").booleanValue()).isFalse();
        assertThat(answer.at("/webhook_enabled").booleanValue()).isTrue();
    }

    @Test
    void the_api_shows_the_environment_s_webhook_with_its_credentials_masked() {
        ApiWorld world = ApiWorld.quiet();
        world.environment(Map.of(
                "MEM0_WEBHOOK_URL", "https://your-server.com/webhook",
                "MEM0_WEBHOOK_TOKEN", TOKEN,
                "MEM0_WEBHOOK_SECRET", SECRET));

        Answer shown = world.admin().get("/webhooks/markdown-brain-bot");

        assertThat(shown.at("/format").asText()).isEqualTo("brain-bot");
        assertThat(shown.text()).doesNotContain(TOKEN).doesNotContain(SECRET);
        assertThat(world.journal.lines().toString()).doesNotContain(TOKEN).doesNotContain(SECRET);
    }

    private static ApiWorld sending(Receiver receiver) {
        ApiWorld world = ApiWorld.sending(receiver.sender());
        world.environment(
                Map.of("MEM0_WEBHOOK_URL", receiver.url(), "MEM0_WEBHOOK_TOKEN", TOKEN, "MEM0_WEBHOOK_SECRET", SECRET));
        return world;
    }

    private static Answer ask(ApiWorld world, String method, String path) {
        return world.nobody().send(Client.event(method, path, Map.of("Authorization", "Bearer " + TOKEN), null));
    }
}
