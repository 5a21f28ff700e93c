package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Success, retries on their schedule, hops, and the end in the dead-letter queue. */
class DeliveryEndToEndTest {
    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        // Hops of one second stand for the queue's 900; a breaker that would interfere opens late.
        platform = TestPlatform.with(Map.of("MAX_QUEUE_DELAY_SECONDS", "1", "BREAKER_FAILURES", "100"));
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void a_published_event_arrives_signed_and_is_recorded_and_counted() {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer webhook = api.register(receiver.url(), "memory.created", "");
            String event = api.publish("memory.created");
            Receiver.Request request = receiver.await(1).getFirst();
            assertThat(request.header("x-continuum-event")).isEqualTo("memory.created");
            assertThat(request.header("x-continuum-signature"))
                    .isEqualTo(Signatures.continuum(request, webhook.text("secret")));
            assertThat(request.text()).contains("\"data\":{\"n\":1}").contains("\"tenant_id\":\"default\"");
            JsonNode delivery = api.delivery(webhook.text("id"), event, "success");
            assertThat(delivery.path("id").asText()).isEqualTo(request.header("x-continuum-delivery"));
            assertThat(delivery.path("attempts").asInt()).isEqualTo(1);
            assertThat(delivery.path("response_code").asInt()).isEqualTo(200);
            JsonNode stats = Await.until("stats", () -> {
                JsonNode now =
                        api.get("/v1/webhooks/" + webhook.text("id") + "/stats").json();
                return now.path("total_deliveries").asInt() == 1 ? now : null;
            });
            assertThat(stats.path("successful_deliveries").asInt()).isEqualTo(1);
            assertThat(stats.path("success_rate").asDouble()).isEqualTo(100.0);
        }
    }

    @Test
    void an_event_that_fails_twice_is_tried_again_after_one_and_after_five_seconds() {
        try (Receiver receiver = Receiver.answering(n -> n < 3 ? 503 : 200)) {
            Api.Answer webhook = api.register(receiver.url(), "memory.updated", "");
            String event = api.publish("memory.updated");
            List<Receiver.Request> requests = receiver.await(3);
            assertThat(gap(requests, 0)).isBetween(Duration.ofSeconds(1), Duration.ofMillis(2_600));
            assertThat(gap(requests, 1)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
            assertThat(requests.get(2).text()).isEqualTo(requests.get(0).text());
            assertThat(requests.get(2).header("x-continuum-delivery"))
                    .isEqualTo(requests.get(0).header("x-continuum-delivery"));
            assertThat(requests.get(2).header("x-continuum-signature"))
                    .isEqualTo(Signatures.continuum(requests.get(2), webhook.text("secret")));
            JsonNode delivery = api.delivery(webhook.text("id"), event, "success");
            assertThat(delivery.path("attempts").asInt()).isEqualTo(3);
            JsonNode alone = api.get("/v1/webhooks/" + webhook.text("id") + "/deliveries/"
                            + delivery.path("id").asText())
                    .expecting(200)
                    .json();
            assertThat(alone.path("attempt_log")
                            .valueStream()
                            .map(entry -> entry.path("response_code").asInt()))
                    .containsExactly(503, 503, 200);
            assertThat(alone.path("payload").path("data").path("n").asInt()).isEqualTo(1);
        }
    }

    @Test
    void an_event_that_fails_six_times_is_a_dead_letter_with_one_message_in_its_queue() {
        try (Receiver receiver = Receiver.answering(500)) {
            Api.Answer webhook =
                    api.register(receiver.url(), "memory.deleted", ",\"retry_policy\":{\"schedule\":[0,0,0,0,0,0]}");
            String event = api.publish("memory.deleted");
            JsonNode delivery = api.delivery(webhook.text("id"), event, "dead_letter");
            assertThat(delivery.path("attempts").asInt()).isEqualTo(6);
            assertThat(delivery.path("completed_at").isNull()).isFalse();
            assertThat(receiver.requests()).hasSize(6);
            List<JsonNode> dead = DeadLetters.of(platform.platform(), event);
            assertThat(dead).hasSize(1);
            assertThat(dead.getFirst().path("reason").asText()).isEqualTo("exhausted");
            assertThat(dead.getFirst().path("last_error").asText()).isEqualTo("HTTP 500");
            assertThat(dead.getFirst().path("delivery_id").asText())
                    .isEqualTo(delivery.path("id").asText());
            assertThat(dead.getFirst().has("data")).isFalse();
        }
    }

    @Test
    @Tag("T48")
    void a_delay_beyond_the_queues_limit_is_kept_by_hops() {
        try (Receiver receiver = Receiver.answering(n -> n == 1 ? 500 : 200)) {
            Api.Answer webhook =
                    api.register(receiver.url(), "session.started", ",\"retry_policy\":{\"schedule\":[0,4]}");
            String event = api.publish("session.started");
            List<Receiver.Request> requests = receiver.await(2);
            assertThat(gap(requests, 0)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
            JsonNode delivery = api.delivery(webhook.text("id"), event, "success");
            assertThat(delivery.path("attempts").asInt())
                    .as("hops are no attempts")
                    .isEqualTo(2);
        }
    }

    @Test
    void a_retry_by_hand_revives_a_dead_letter() {
        try (Receiver receiver = Receiver.answering(n -> n == 1 ? 500 : 200)) {
            Api.Answer webhook =
                    api.register(receiver.url(), "session.ended", ",\"retry_policy\":{\"max_attempts\":1}");
            String event = api.publish("session.ended");
            String id = webhook.text("id");
            String delivery = api.delivery(id, event, "dead_letter").path("id").asText();
            api.post("/v1/webhooks/" + id + "/retry/" + delivery, "").expecting(202);
            assertThat(api.delivery(id, event, "success").path("attempts").asInt())
                    .isEqualTo(2);
            JsonNode stats = Await.until("stats", () -> {
                JsonNode now = api.get("/v1/webhooks/" + id + "/stats").json();
                return now.path("successful_deliveries").asInt() == 1 ? now : null;
            });
            assertThat(stats.path("failed_deliveries").asInt()).isZero();
        }
    }

    @Test
    void what_is_published_while_a_webhook_is_disabled_does_not_go_to_it_and_what_waits_is_held() {
        try (Receiver receiver = Receiver.answering(n -> n == 1 ? 500 : 200)) {
            Api.Answer webhook = api.register(receiver.url(), "user.created", ",\"retry_policy\":{\"schedule\":[0,2]}");
            String id = webhook.text("id");
            String event = api.publish("user.created");
            receiver.await(1);
            api.delivery(id, event, "failed");
            api.patch("/v1/webhooks/" + id, "{\"active\":false}").expecting(200);
            String ignored = api.publish("user.created");
            api.delivery(id, event, "held");
            assertThat(receiver.requests()).hasSize(1);
            api.patch("/v1/webhooks/" + id, "{\"active\":true}").expecting(200);
            platform.platform().timer().fire();
            api.delivery(id, event, "success");
            JsonNode other = api.get("/v1/events/" + ignored).expecting(200).json();
            assertThat(other.path("matched").asInt()).isZero();
        }
    }

    @Test
    void what_waits_for_a_deleted_webhook_is_cancelled() {
        try (Receiver receiver = Receiver.answering(500)) {
            Api.Answer webhook =
                    api.register(receiver.url(), "quota.exceeded", ",\"retry_policy\":{\"schedule\":[0,2]}");
            api.publish("quota.exceeded");
            receiver.await(1);
            api.delete("/v1/webhooks/" + webhook.text("id")).expecting(204);
            Await.until("the queue is empty", () -> platform.idle() ? "" : null);
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @Test
    void a_test_is_sent_at_once_and_counts_nowhere() {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer webhook = api.register(receiver.url(), "sync.failed", "");
            String id = webhook.text("id");
            Api.Answer test = api.post("/v1/webhooks/" + id + "/test", "").expecting(200);
            assertThat(test.json().path("success").asBoolean()).isTrue();
            assertThat(test.json().path("status_code").asInt()).isEqualTo(200);
            Receiver.Request request = receiver.await(1).getFirst();
            assertThat(request.header("x-continuum-event")).isEqualTo("webhook.test");
            assertThat(request.text()).contains("\"data\":{\"test\":true}");
            assertThat(request.header("x-continuum-signature"))
                    .isEqualTo(Signatures.continuum(request, webhook.text("secret")));
            assertThat(api.get("/v1/webhooks/" + id + "/stats")
                            .json()
                            .path("total_deliveries")
                            .asInt())
                    .isZero();
            assertThat(api.deliveries(id)).hasSize(1);
        }
    }

    private static Duration gap(List<Receiver.Request> requests, int after) {
        Instant first = requests.get(after).at();
        return Duration.between(first, requests.get(after + 1).at());
    }
}
