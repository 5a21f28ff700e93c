package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Hmac;
import io.continuum.webhooks.core.signing.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryRoutesTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");
    private final Deliveries deliveries = new Deliveries(world, client);

    @Test
    void a_test_is_signed_sent_and_recorded() {
        try (Receiver receiver = Receiver.answering(204)) {
            ApiWorld sending = ApiWorld.sending(receiver.sender());
            Client caller = sending.client("acme");
            JsonNode webhook = caller.post(
                            "/webhooks", "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.url()))
                    .json();
            String path = "/webhooks/" + webhook.path("id").asText();

            Answer tested = caller.post(path + "/test");

            assertThat(tested.status()).isEqualTo(200);
            assertThat(tested.at("/success").booleanValue()).isTrue();
            assertThat(tested.at("/status_code").intValue()).isEqualTo(204);
            assertThat(tested.at("/duration_ms").isIntegralNumber()).isTrue();
            assertThat(tested.at("/error").isNull()).isTrue();
            assertThat(receiver.received()).hasSize(1);
            Receiver.Received got = receiver.received().getFirst();
            assertThat(got.header("X-Continuum-Event")).isEqualTo("webhook.test");
            assertThat(got.header("X-Continuum-Delivery"))
                    .isEqualTo(tested.at("/delivery_id").asText());
            byte[] signed = Client.utf8(got.header("X-Continuum-Timestamp") + "." + got.body());
            byte[] key = new Secret(webhook.path("secret").asText()).hmacKey();
            assertThat(got.header("X-Continuum-Signature")).isEqualTo(Hmac.hex(Hmac.sha256(key, signed)));
            JsonNode kept = caller.get(
                            path + "/deliveries/" + tested.at("/delivery_id").asText())
                    .json();
            assertThat(kept.path("status").asText()).isEqualTo("success");
            assertThat(kept.path("payload").toString()).isEqualTo(got.body());
        }
    }

    @Test
    void a_test_that_fails_is_an_answer_like_any_other() {
        try (Receiver receiver = Receiver.answering(500)) {
            ApiWorld sending = ApiWorld.sending(receiver.sender());
            Client caller = sending.client("acme");
            String id = caller.post("/webhooks", "{\"url\": \"%s\", \"events\": [\"*\"]}".formatted(receiver.url()))
                    .at("/id")
                    .asText();

            Answer tested = caller.post("/webhooks/" + id + "/test", "{}");

            assertThat(tested.status()).isEqualTo(200);
            assertThat(tested.at("/success").booleanValue()).isFalse();
            assertThat(tested.at("/status_code").intValue()).isEqualTo(500);
            assertThat(tested.at("/error").asText()).isNotEmpty();
        }
    }

    @Test
    void a_delivery_alone_shows_payload_and_every_attempt() {
        Delivery delivery = deliveries.record(deliveries.event("evt_1"), Status.FAILED, 503, "busy");

        JsonNode json = client.get(deliveries.path(delivery)).json();

        assertThat(json.path("id").asText()).isEqualTo(delivery.key().delivery().toString());
        assertThat(json.path("webhook_id").asText()).isEqualTo(deliveries.webhookId());
        assertThat(json.path("event_id").asText()).isEqualTo("evt_1");
        assertThat(json.path("event").asText()).isEqualTo("memory.created");
        assertThat(json.path("status").asText()).isEqualTo("failed");
        assertThat(json.path("waiting_for").asText()).isEqualTo("schedule");
        assertThat(json.path("attempts").intValue()).isEqualTo(1);
        assertThat(json.path("next_retry_at").asText()).isEqualTo("2025-12-06T12:00:06.350Z");
        assertThat(json.path("response_code").intValue()).isEqualTo(503);
        assertThat(json.path("response_body").asText()).isEqualTo("busy");
        assertThat(json.path("duration_ms").intValue()).isEqualTo(100);
        assertThat(json.path("error_message").asText()).isEqualTo("HTTP 503");
        assertThat(json.path("created_at").asText()).isEqualTo("2025-12-06T12:00:05.250Z");
        assertThat(json.path("completed_at").isNull()).isTrue();
        assertThat(json.path("payload").toString())
                .isEqualTo("{\"data\":{\"importance\":0.85,\"memory_id\":\"mem_abc123\"},\"event\":\"memory.created\","
                        + "\"tenant_id\":\"acme\",\"timestamp\":\"2025-12-06T12:00:00Z\"}");
        assertThat(json.path("attempt_log").toString())
                .isEqualTo("[{\"attempt\":1,\"started_at\":\"2025-12-06T12:00:05.250Z\",\"duration_ms\":100,"
                        + "\"request_headers\":{\"X-Own\":\"****\"},\"response_code\":503,\"response_body\":\"busy\","
                        + "\"error_message\":\"HTTP 503\",\"next_retry_at\":\"2025-12-06T12:00:06.350Z\"}]");
    }

    @Test
    void a_payload_that_is_gone_is_null() {
        Delivery delivery = deliveries.record(Events.valid().tenant("acme").build(), Status.FAILED, 503, "busy");

        assertThat(client.get(deliveries.path(delivery)).at("/payload").isNull())
                .isTrue();
    }

    @Test
    void a_list_has_neither_payloads_nor_long_bodies() {
        deliveries.record(deliveries.event("evt_1"), Status.DEAD_LETTER, 500, "x".repeat(5_000));

        JsonNode listed = client.get(deliveries.list()).at("/deliveries/0");

        assertThat(listed.has("payload")).isFalse();
        assertThat(listed.has("attempt_log")).isFalse();
        assertThat(listed.path("response_body").asText()).hasSize(1_024);
        assertThat(listed.path("completed_at").asText()).isEqualTo("2025-12-06T12:00:05.350Z");
    }

    @Test
    void what_waits_says_for_what_and_until_when() {
        Event event = deliveries.event("evt_1");
        Instant until = ApiWorld.NOON.plusSeconds(300);
        Waiting waiting = new Waiting(1, WaitReason.BREAKER, ApiWorld.NOON, until, true);
        Delivery first = Delivery.first(DeliveryTask.first(deliveries.key(event), event, ApiWorld.NOON, false));
        world.waiting.put(first.waitingFor(waiting));

        JsonNode json = client.get(deliveries.list()).at("/deliveries/0");

        assertThat(json.path("status").asText()).isEqualTo("pending");
        assertThat(json.path("waiting_for").asText()).isEqualTo("breaker");
        assertThat(json.path("next_retry_at").asText()).isEqualTo("2025-12-06T12:05:00Z");
        assertThat(json.path("response_code").isNull()).isTrue();
        assertThat(json.path("response_body").isNull()).isTrue();
        assertThat(json.path("duration_ms").isNull()).isTrue();
    }

    @Test
    void pages_are_full_even_where_a_filter_fits_little() {
        for (int i = 0; i < 60; i++) {
            Event event = deliveries.event("evt_" + i, ApiWorld.NOON.minusSeconds(i));
            deliveries.record(event, i % 12 == 0 ? Status.DEAD_LETTER : Status.SUCCESS, 200, "");
        }

        List<String> seen = new ArrayList<>();
        for (int offset = 0; offset < 6; offset += 2) {
            Answer page = client.get(deliveries.list() + "?status=dead_letter&limit=2&offset=" + offset);
            page.at("/deliveries").forEach(one -> seen.add(one.path("event_id").asText()));
            assertThat(page.at("/has_more").booleanValue()).isEqualTo(offset < 4);
            assertThat(page.json().has("total")).isFalse();
            assertThat(page.at("/next_cursor").isNull()).isEqualTo(offset >= 4);
        }

        assertThat(seen).containsExactly("evt_0", "evt_12", "evt_24", "evt_36", "evt_48");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 4",
        "?status=success, 2",
        "?status=dead_letter, 1",
        "?status=held, 0",
        "?event=sync.failed, 1",
        "?since=2025-12-06T11:00:00Z, 2",
        "?since=2025-12-06T12:00:00%2B01:00, 2",
        "?until=2025-12-06T11:00:00Z, 2",
        "?since=2025-12-06T09:00:00Z&until=2025-12-06T11:00:00.001Z&status=success, 1",
        "?since=2030-01-01T00:00:00Z, 0",
    })
    void lists_take_filters(String query, int count) {
        deliveries.record(deliveries.event("evt_1", ApiWorld.NOON), Status.SUCCESS, 200, "");
        deliveries.record(deliveries.event("evt_2", ApiWorld.NOON.minus(Duration.ofHours(1))), Status.FAILED, 500, "");
        deliveries.record(deliveries.event("evt_3", ApiWorld.NOON.minus(Duration.ofHours(2))), Status.SUCCESS, 200, "");
        Event other = Events.valid()
                .tenant("acme")
                .id("evt_4")
                .type("sync.failed")
                .acceptedAt(ApiWorld.NOON.minus(Duration.ofHours(3)))
                .build();
        deliveries.record(other, Status.DEAD_LETTER, 500, "");

        assertThat(client.get(deliveries.list() + query).at("/deliveries")).hasSize(count);
    }

    @Test
    void a_retry_sends_the_next_attempt_and_answers_the_delivery() {
        Delivery delivery = deliveries.record(deliveries.event("evt_1"), Status.DEAD_LETTER, 500, "no");

        Answer retried = client.post(deliveries.retry(delivery));

        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.at("/id").asText())
                .isEqualTo(delivery.key().delivery().toString());
        assertThat(world.tasks).hasSize(1);
        assertThat(world.tasks.getFirst().attempt()).isEqualTo(2);
        assertThat(world.tasks.getFirst().manual()).isTrue();
    }

    @Test
    void an_attempt_in_flight_is_the_answer_and_one_that_is_recorded_is_not_in_flight() {
        Delivery delivery = deliveries.record(deliveries.event("evt_1"), Status.DEAD_LETTER, 500, "no");
        WebhookState free = world.states.load(delivery.key().webhook()).orElseThrow();
        Instant end = world.now.instant().plusSeconds(40);

        StateStore.Swap swap = world.states.swap(
                free, free.with(List.of(new Slot(delivery.key().delivery(), 2, end)), free.rate()));
        assertThat(client.post(deliveries.retry(delivery)).status()).isEqualTo(202);
        assertThat(world.tasks).isEmpty();

        WebhookState held = ((StateStore.Swap.Done) swap).state();
        world.states.swap(held, held.with(List.of(new Slot(delivery.key().delivery(), 1, end)), held.rate()));
        assertThat(client.post(deliveries.retry(delivery)).status()).isEqualTo(202);
        assertThat(world.tasks).hasSize(1);
    }

    @Test
    void a_cancelled_delivery_and_a_disabled_webhook_cannot_be_retried() {
        Delivery cancelled = deliveries.record(deliveries.event("evt_1"), Status.CANCELLED, 500, "no");
        Delivery failed = deliveries.record(deliveries.event("evt_2"), Status.DEAD_LETTER, 500, "no");

        assertThat(client.post(deliveries.retry(cancelled)).code()).isEqualTo("conflict");
        client.patch("/webhooks/" + deliveries.webhookId(), "{\"active\": false}");
        Answer refused = client.post(deliveries.retry(failed));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(world.tasks).isEmpty();
    }

    /** Deliveries of one webhook. */
    private record Deliveries(ApiWorld world, Client client, String webhookId) {
        Deliveries(ApiWorld world, Client client) {
            this(
                    world,
                    client,
                    client.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"]}")
                            .at("/id")
                            .asText());
        }

        String list() {
            return "/webhooks/" + webhookId + "/deliveries";
        }

        String path(Delivery delivery) {
            return list() + "/" + delivery.key().delivery();
        }

        String retry(Delivery delivery) {
            return "/webhooks/" + webhookId + "/retry/" + delivery.key().delivery();
        }

        Event event(String id) {
            return event(id, Events.ACCEPTED);
        }

        Event event(String id, Instant acceptedAt) {
            Event event =
                    Events.valid().tenant("acme").id(id).acceptedAt(acceptedAt).build();
            world.events.accept(event);
            return event;
        }

        DeliveryKey key(Event event) {
            var webhook = WebhookId.parse(webhookId).orElseThrow();
            var id = DeliveryId.of(event.id(), event.acceptedAt(), webhook);
            return new DeliveryKey(new WebhookKey(event.tenant(), webhook), id);
        }

        Delivery record(Event event, Status status, int code, String body) {
            boolean success = code < 300;
            Instant start = event.acceptedAt();
            Attempt attempt = new Attempt(
                    1,
                    start,
                    Duration.ofMillis(100),
                    List.of(new Header("X-Own", "****")),
                    code,
                    body,
                    false,
                    success ? null : "HTTP " + code,
                    status == Status.FAILED ? start.plusMillis(1_100) : null);
            Delivery delivery = Delivery.first(DeliveryTask.first(key(event), event, start, false))
                    .attempted(attempt, status, status == Status.DEAD_LETTER ? Reason.EXHAUSTED : null);
            world.log.write(null, delivery);
            return delivery;
        }
    }
}
