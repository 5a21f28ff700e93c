package io.continuum.webhooks.local.endtoend;

import static io.continuum.webhooks.local.endtoend.Dialogue.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of spec.md §2 that is about deliveries, dead ones included, in both dialects, over HTTP. */
class DeliveryApiEndToEndTest {
    private static final String ONCE = ",\"retry_policy\": {\"schedule\": [0]}";
    private static final List<String> LISTED = List.of(
            "id",
            "webhook_id",
            "event_id",
            "event",
            "status",
            "waiting_for",
            "attempts",
            "next_retry_at",
            "response_code",
            "response_body",
            "duration_ms",
            "error_message",
            "created_at",
            "completed_at");

    private static TestPlatform platform;
    private static List<Dialogue> dialogues;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("WEBHOOK_CREATIONS_PER_HOUR", "1000", "BREAKER_FAILURES", "100"));
        dialogues =
                List.of(Dialogue.of(platform, "flat", "continuum"), Dialogue.of(platform, "enveloped", "lanonasis"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static Stream<Dialogue> dialogues() {
        return dialogues.stream();
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void test_sends_one_signed_event_and_says_what_came_of_it(Dialogue to) {
        try (Receiver receiver = Receiver.answering(503)) {
            String id =
                    to.register(receiver.url(), "user.created", "").path("id").asText();
            JsonNode test = to.post("/webhooks/" + id + "/test", null, 200);
            assertThat(names(test)).containsExactly("success", "delivery_id", "status_code", "duration_ms", "error");
            assertThat(test.path("success").asBoolean(true)).isFalse();
            assertThat(test.path("status_code").asInt()).isEqualTo(503);
            assertThat(receiver.await(1).getFirst().text()).contains("webhook.test");
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void deliveries_are_listed_newest_first_and_found_with_payload_and_attempts(Dialogue to) {
        try (Receiver receiver = Receiver.answering(200)) {
            String id =
                    to.register(receiver.url(), "custom.listed", "").path("id").asText();
            String first = to.publish("custom.listed");
            to.delivery(id, first, "success");
            String second = to.publish("custom.listed");
            JsonNode delivery = to.delivery(id, second, "success");
            assertThat(names(delivery)).containsExactlyElementsOf(LISTED);
            assertThat(delivery.path("webhook_id").asText()).isEqualTo(id);
            String path = "/webhooks/" + id + "/deliveries";
            assertThat(to.list(path, "deliveries").stream()
                            .map(one -> one.path("event_id").asText()))
                    .containsExactly(second, first);
            assertThat(to.list(path + "?status=failed", "deliveries")).isEmpty();
            assertThat(to.list(path + "?event=custom.listed&limit=1&offset=1", "deliveries"))
                    .hasSize(1);
            assertThat(to.list(path + "?since=" + Instant.now().plusSeconds(60), "deliveries"))
                    .isEmpty();
            JsonNode alone = to.get(path + "/" + delivery.path("id").asText());
            assertThat(names(alone)).containsAll(LISTED).contains("payload", "attempt_log");
            assertThat(alone.at("/payload/data/n").asInt()).isEqualTo(1);
            assertThat(names(alone.at("/attempt_log/0")))
                    .containsExactly(
                            "attempt",
                            "started_at",
                            "duration_ms",
                            "request_headers",
                            "response_code",
                            "response_body",
                            "error_message",
                            "next_retry_at");
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void retry_makes_one_more_attempt_of_the_same_delivery(Dialogue to) {
        try (Receiver receiver = Receiver.answering(n -> n == 1 ? 500 : 200)) {
            String id = to.register(receiver.url(), "custom.retried", ONCE)
                    .path("id")
                    .asText();
            String event = to.publish("custom.retried");
            JsonNode dead = to.delivery(id, event, "dead_letter");
            JsonNode answer =
                    to.post("/webhooks/" + id + "/retry/" + dead.path("id").asText(), null, 202);
            assertThat(names(answer)).containsExactlyElementsOf(LISTED);
            assertThat(to.delivery(id, event, "success").path("attempts").asInt())
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void recover_counts_and_then_sends_again_what_failed(Dialogue to) {
        try (Receiver receiver = Receiver.answering(500)) {
            String id = to.register(receiver.url(), "custom.recovered", ONCE)
                    .path("id")
                    .asText();
            String event = to.publish("custom.recovered");
            to.delivery(id, event, "dead_letter");
            receiver.answer(200);
            String since = Instant.now().minusSeconds(3600).toString();
            String body = "{\"since\": \"%s\", \"dry_run\": %s}";
            JsonNode dry = to.post("/webhooks/" + id + "/recover", body.formatted(since, true), 200);
            assertThat(names(dry)).containsExactly("count", "estimated_seconds");
            assertThat(dry.path("count").asInt()).isEqualTo(1);
            assertThat(receiver.requests()).hasSize(1);
            JsonNode real = to.post("/webhooks/" + id + "/recover", body.formatted(since, false), 202);
            assertThat(real.path("count").asInt()).isEqualTo(1);
            platform.platform().timer().fire();
            to.delivery(id, event, "success");
            to.refused("POST", "/webhooks/" + id + "/recover", "{\"since\": \"yesterday\"}", 422);
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void dead_letters_are_listed_redriven_and_dismissed(Dialogue to) {
        try (Receiver receiver = Receiver.answering(500)) {
            String id =
                    to.register(receiver.url(), "custom.dead", ONCE).path("id").asText();
            String first = to.publish("custom.dead");
            String second = to.publish("custom.dead");
            String firstId = to.delivery(id, first, "dead_letter").path("id").asText();
            String secondId = to.delivery(id, second, "dead_letter").path("id").asText();
            List<JsonNode> dead = Await.until("both are listed", () -> {
                List<JsonNode> all = to.list("/dead-letters?webhook_id=" + id, "dead_letters");
                return all.size() == 2 ? all : null;
            });
            assertThat(names(dead.getFirst())).contains("webhook_id", "event_id", "event", "reason", "attempts");
            assertThat(dead.getFirst().path("reason").asText()).isEqualTo("exhausted");
            receiver.answer(200);
            JsonNode redriven =
                    to.post("/dead-letters/redrive", "{\"delivery_ids\": [\"%s\"]}".formatted(firstId), 202);
            assertThat(names(redriven)).containsExactly("count");
            assertThat(redriven.path("count").asInt()).isEqualTo(1);
            platform.platform().timer().fire();
            to.delivery(id, first, "success");
            to.delete("/dead-letters/" + secondId);
            Await.until(
                    "none is left",
                    () -> to.list("/dead-letters?webhook_id=" + id, "dead_letters")
                                    .isEmpty()
                            ? ""
                            : null);
            to.refused("DELETE", "/dead-letters/" + secondId, null, 404);
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void what_is_redriven_to_a_disabled_webhook_is_held_until_it_is_enabled(Dialogue to) {
        try (Receiver receiver = Receiver.answering(500)) {
            String id = to.register(receiver.url(), "custom.paused", ONCE)
                    .path("id")
                    .asText();
            String event = to.publish("custom.paused");
            to.delivery(id, event, "dead_letter");
            receiver.answer(200);
            to.post("/dead-letters/redrive", "{\"webhook_id\": \"%s\"}".formatted(id), 202);
            to.send("PATCH", "/webhooks/" + id, "{\"active\": false}", 200);
            platform.platform().timer().fire();
            Await.until("the job is carried out", () -> platform.idle() ? "" : null);
            to.send("PATCH", "/webhooks/" + id, "{\"active\": true}", 200);
            platform.platform().timer().fire();
            to.delivery(id, event, "success");
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void erasing_a_subject_takes_the_payloads_of_its_events(Dialogue to) {
        try (Receiver receiver = Receiver.answering(200)) {
            String id =
                    to.register(receiver.url(), "custom.erased", "").path("id").asText();
            String event = to.post(
                            "/events",
                            "{\"event\": \"custom.erased\", \"user_id\": \"u@example.com\", \"data\": {\"n\": 1}}",
                            202)
                    .path("id")
                    .asText();
            String delivery = to.delivery(id, event, "success").path("id").asText();
            JsonNode receipt = to.send("DELETE", "/subjects/u%40example.com", null, 202);
            String erasure = receipt.path("id").asText();
            platform.platform().timer().fire();
            Await.until(
                    "the payload is gone",
                    () -> to.get("/events/" + event).path("data").isNull() ? "" : null);
            JsonNode found = to.get("/erasures/" + erasure);
            assertThat(found.path("user_id").asText()).isEqualTo("u@example.com");
            assertThat(found.path("events").asInt()).isEqualTo(1);
            // A second pass follows two minutes later, for what was under way.
            assertThat(found.path("status").asText()).isEqualTo("in_progress");
            assertThat(to.get("/webhooks/" + id + "/deliveries/" + delivery)
                            .path("payload")
                            .isNull())
                    .isTrue();
        }
    }
}
