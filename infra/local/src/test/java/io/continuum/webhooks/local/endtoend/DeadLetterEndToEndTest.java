package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DeadLetterEndToEndTest {
    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("BREAKER_FAILURES", "100"));
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static void tick() {
        platform.platform().timer().fire();
    }

    private static List<JsonNode> deadLetters(String webhook) {
        return api.get("/v1/dead-letters?webhook_id=" + webhook)
                .expecting(200)
                .json()
                .path("dead_letters")
                .valueStream()
                .toList();
    }

    @Test
    void what_a_broken_receiver_missed_reaches_it_when_it_is_mended() {
        try (Receiver receiver = Receiver.answering(500)) {
            String webhook = api.register(receiver.url(), "memory.created", ",\"retry_policy\":{\"schedule\":[0]}")
                    .text("id");
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                events.add(api.publish("memory.created"));
            }
            Await.until("three dead letters", () -> deadLetters(webhook).size() == 3 ? "" : null);
            Await.until(
                    "a copy in the queue",
                    () -> DeadLetters.of(platform.platform(), events.getFirst()).isEmpty() ? null : "");

            receiver.answer(200);
            Api.Answer redriven = api.post("/v1/dead-letters/redrive", "{\"webhook_id\":\"" + webhook + "\"}")
                    .expecting(202);
            assertThat(redriven.json().path("count").asInt()).isEqualTo(3);
            tick();

            for (String event : events) {
                assertThat(api.delivery(webhook, event, "success")
                                .path("attempts")
                                .asInt())
                        .isEqualTo(2);
            }
            assertThat(deadLetters(webhook)).isEmpty();
            JsonNode stats = Await.until("stats of the revived", () -> {
                JsonNode now = api.get("/v1/webhooks/" + webhook + "/stats").json();
                return now.path("successful_deliveries").asInt() == 3 ? now : null;
            });
            assertThat(stats.path("failed_deliveries").asInt()).isZero();
            tick();
            assertThat(DeadLetters.of(platform.platform(), events.getFirst()))
                    .as("copies whose delivery is no longer dead leave")
                    .isEmpty();
        }
    }

    @Test
    void an_erased_users_waiting_delivery_is_never_sent() {
        try (Receiver receiver = Receiver.answering(500)) {
            String webhook = api.register(receiver.url(), "memory.deleted", ",\"retry_policy\":{\"schedule\":[0,5]}")
                    .text("id");
            String event = api.post(
                            "/v1/events",
                            "{\"event\":\"memory.deleted\",\"user_id\":\"u 1\",\"data\":{\"text\":\"private\"}}")
                    .expecting(202)
                    .text("id");
            api.delivery(webhook, event, "failed");

            String receipt = api.delete("/v1/subjects/u%201").expecting(202).text("id");
            tick();

            JsonNode cancelled = api.delivery(webhook, event, "cancelled");
            assertThat(cancelled.path("response_body").asText()).isEmpty();
            assertThat(api.get("/v1/events/" + event).json().path("data").isNull())
                    .isTrue();
            Await.until("the task is gone from its queue", () -> platform.idle() ? "" : null);
            assertThat(receiver.requests()).hasSize(1);
            JsonNode shown = api.get("/v1/erasures/" + receipt).expecting(200).json();
            assertThat(shown.path("user_id").asText()).isEqualTo("u 1");
            assertThat(shown.path("cancelled").asInt()).isEqualTo(1);
        }
    }
}
