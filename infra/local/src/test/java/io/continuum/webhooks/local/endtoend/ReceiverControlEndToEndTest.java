package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What receivers bring about by their answers, and what subscribers are told of it. */
class ReceiverControlEndToEndTest {
    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("BREAKER_OPEN_SECONDS", "2"));
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Tag("T21")
    void a_receiver_that_is_gone_is_left_alone_until_its_webhook_is_enabled_again() {
        try (Receiver receiver = Receiver.answering(410)) {
            String id = api.register(receiver.url(), "user.created", "").text("id");
            List<String> events =
                    Stream.generate(() -> api.publish("user.created")).limit(3).toList();
            disabled(id, "gone");
            events.forEach(event -> api.delivery(id, event, "held"));
            int asked = receiver.requests().size();
            String meanwhile = api.publish("user.created");
            Await.until("it is fanned out to nobody", () -> {
                JsonNode event = api.get("/v1/events/" + meanwhile).json();
                return event.path("matched").asInt(-1) == 0 ? event : null;
            });
            assertThat(receiver.requests()).as("nothing more is sent").hasSize(asked);

            receiver.answer(200);
            JsonNode enabled = api.patch("/v1/webhooks/" + id, "{\"active\":true}")
                    .expecting(200)
                    .json();
            assertThat(enabled.path("disabled_reason").isNull()).isTrue();
            platform.platform().timer().fire();
            events.forEach(event -> api.delivery(id, event, "success"));
            assertThat(api.deliveries(id)).hasSize(3);
        }
    }

    @Test
    void a_receiver_that_asks_for_it_is_disabled_after_a_success() {
        try (Receiver receiver = Receiver.answering(200)) {
            receiver.answer(200, "disable");
            String id = api.register(receiver.url(), "session.started", "").text("id");
            String event = api.publish("session.started");
            disabled(id, "receiver");
            assertThat(api.delivery(id, event, "success").path("attempts").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_receiver_can_end_one_delivery_and_gets_the_others() {
        try (Receiver receiver = Receiver.answering(200)) {
            receiver.answer(422, "abort-message");
            String id = api.register(receiver.url(), "session.ended", "").text("id");
            String refused = api.publish("session.ended");
            JsonNode cancelled = api.delivery(id, refused, "cancelled");
            assertThat(cancelled.path("attempts").asInt()).isEqualTo(1);
            assertThat(cancelled.path("next_retry_at").isNull()).isTrue();
            receiver.answer(200, "");
            api.delivery(id, api.publish("session.ended"), "success");
            assertThat(DeadLetters.of(platform.platform(), refused)).isEmpty();
        }
    }

    @Test
    void a_subscriber_is_told_what_happened_signed_and_readable_and_a_wildcard_is_not() {
        try (Receiver failing = Receiver.answering(500);
                Receiver subscriber = Receiver.answering(200);
                Receiver everything = Receiver.answering(200)) {
            String names = "\"webhook.disabled\",\"delivery.exhausted\",\"breaker.opened\"";
            String body = "{\"url\":\"%s\",\"events\":[%s]}".formatted(subscriber.url(), names);
            String secret = api.post("/v1/webhooks", body).expecting(201).text("secret");
            String all = api.register(everything.url(), "*", "").text("id");
            // It subscribes to what is said about itself, and hears none of it.
            String schedule = ",\"name\":\"CRM\",\"retry_policy\":{\"schedule\":[0,0,0,0,0]}";
            String more = "{\"url\":\"%s\",\"events\":[\"concept.discovered\",%s]%s}"
                    .formatted(failing.url(), names, schedule);
            String id = api.post("/v1/webhooks", more).expecting(201).text("id");

            String dead = api.publish("concept.discovered");
            api.delivery(id, dead, "dead_letter");
            subscriber.await(2);
            failing.answer(410);
            String last = api.publish("concept.discovered");
            disabled(id, "gone");
            List<Receiver.Request> told = subscriber.await(3);

            ObjectNode byName = Api.JSON.createObjectNode();
            for (Receiver.Request request : told) {
                assertThat(request.header("x-continuum-signature")).isEqualTo(Signatures.continuum(request, secret));
                JsonNode json = json(request);
                assertThat(json.at("/data/webhook_id").asText()).isEqualTo(id);
                byName.set(json.path("event").asText(), json.path("data"));
            }
            assertThat(byName.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("webhook.disabled", "delivery.exhausted", "breaker.opened");
            JsonNode exhausted = byName.path("delivery.exhausted");
            assertThat(exhausted.path("event_id").asText()).isEqualTo(dead);
            assertThat(exhausted.path("reason").asText()).isEqualTo("exhausted");
            assertThat(exhausted.path("attempts").asInt()).isEqualTo(5);
            assertThat(exhausted.path("last_error").asText()).isEqualTo("HTTP 500");
            assertThat(byName.path("webhook.disabled").path("reason").asText()).isEqualTo("gone");
            assertThat(byName.path("webhook.disabled").path("name").asText()).isEqualTo("CRM");
            assertThat(byName.path("breaker.opened").path("failures").asInt()).isEqualTo(5);
            api.delivery(id, last, "held");
            assertThat(failing.requests().stream()
                            .map(request -> json(request).path("event").asText()))
                    .containsOnly("concept.discovered");
            assertThat(everything.requests().stream()
                            .map(request -> json(request).path("event").asText()))
                    .doesNotContain("webhook.disabled", "delivery.exhausted", "breaker.opened");
            // Other tests count who gets their events.
            api.delete("/v1/webhooks/" + all).expecting(204);
        }
    }

    private static void disabled(String id, String reason) {
        Await.until("the webhook is disabled: " + reason, () -> {
            JsonNode webhook = api.get("/v1/webhooks/" + id).json();
            boolean same = webhook.path("disabled_reason").asText().equals(reason);
            return same && !webhook.path("active").asBoolean() ? webhook : null;
        });
    }

    private static JsonNode json(Receiver.Request request) {
        try {
            return Api.JSON.readTree(request.text());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
