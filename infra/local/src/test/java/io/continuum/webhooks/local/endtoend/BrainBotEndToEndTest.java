package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Seed 004 as its users meet it: the webhook from the environment, and the endpoints at the root. */
class BrainBotEndToEndTest {
    private static final String TOKEN = "my-secret-token";
    private static final String SECRET = "your-signing-secret";
    private static final String NOTIFICATION = """
            {"event": "memory_added", "user_id": "user123",
             "data": {"memory_id": "external_mem_456", "content": "External system data"},
             "timestamp": "2024-01-15T10:30:00Z"}
            """;

    @Test
    void what_comes_in_goes_out_to_the_environment_s_webhook_once() {
        try (Receiver receiver = Receiver.answering(200);
                TestPlatform platform = TestPlatform.with(Map.of(
                        "MEM0_WEBHOOK_URL",
                        receiver.url(),
                        "MEM0_WEBHOOK_TOKEN",
                        TOKEN,
                        "MEM0_WEBHOOK_SECRET",
                        SECRET,
                        "BOT_VERSION",
                        "2.3.4"))) {
            Api bot = new Api(platform.platform().address(), TOKEN);

            JsonNode answer =
                    bot.post("/webhooks/memory", NOTIFICATION).expecting(200).json();
            bot.post("/webhooks/memory", NOTIFICATION).expecting(200);

            assertThat(answer.toString()).isEqualTo("{\"status\":\"processed\",\"action\":\"memory_logged\"}");
            Receiver.Request request = receiver.await(1).getFirst();
            assertThat(request.header("authorization")).isEqualTo("Bearer " + TOKEN);
            assertThat(request.header("x-webhook-secret")).isEqualTo(SECRET);
            assertThat(request.header("x-webhook-signature")).matches("[0-9a-f]{64}");
            assertThat(request.text())
                    .contains("\"event\":\"memory_added\"")
                    .contains("\"user_id\":\"user123\"")
                    .contains("\"timestamp\":\"2024-01-15T10:30:00.000000\"")
                    .contains("\"source\":\"markdown-brain-bot\"")
                    .contains("\"bot_version\":\"2.3.4\"");

            // What its receiver sends back to us is ours: it ends here.
            bot.post("/webhooks/memory", request.text()).expecting(200);
            JsonNode tested =
                    bot.post("/webhooks/memory/test", "{}").expecting(200).json();
            assertThat(tested.path("test_sent").asBoolean()).isTrue();
            assertThat(receiver.await(2)).hasSize(2);
            assertThat(bot.get("/webhooks/memory/status")
                            .expecting(200)
                            .json()
                            .at("/webhook_config/has_secret")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void the_first_maintenance_run_leaves_one_webhook() {
        try (Receiver receiver = Receiver.answering(200);
                TestPlatform platform = TestPlatform.with(Map.of("MEM0_WEBHOOK_URL", receiver.url()))) {
            platform.platform().timer().fire();

            JsonNode webhooks =
                    platform.api().get("/v1/webhooks").expecting(200).json();

            assertThat(webhooks.path("total").asInt()).isEqualTo(1);
            assertThat(webhooks.at("/webhooks/0/uid").asText()).isEqualTo("markdown-brain-bot");
            assertThat(webhooks.at("/webhooks/0/format").asText()).isEqualTo("brain-bot");
        }
    }
}
