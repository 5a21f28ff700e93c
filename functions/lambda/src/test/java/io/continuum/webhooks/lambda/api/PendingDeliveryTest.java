package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.WebhookId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Deliveries of which nothing is stored yet but that their event matched. */
class PendingDeliveryTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @ParameterizedTest
    @ValueSource(strings = {"", "\"id\": \"order-17\", ", "\"id\": \"evt_01kbsrgzkvabcdefghjkmnpqrs\", "})
    void a_delivery_is_pending_by_its_id_whoever_made_the_event_s(String id) {
        String webhook = register();
        Event event = publish("{%s\"event\": \"memory.created\", \"data\": {\"n\": 17}}".formatted(id));
        match(event, webhook);
        String delivery = deliveryOf(event);

        JsonNode pending =
                client.get("/webhooks/" + webhook + "/deliveries/" + delivery).json();

        assertThat(pending.path("id").asText()).isEqualTo(delivery);
        assertThat(pending.path("webhook_id").asText()).isEqualTo(webhook);
        assertThat(pending.path("event_id").asText()).isEqualTo(event.id().value());
        assertThat(pending.path("event").asText()).isEqualTo("memory.created");
        assertThat(pending.path("status").asText()).isEqualTo("pending");
        assertThat(pending.path("attempts").intValue()).isZero();
        assertThat(pending.path("created_at").asText()).isEqualTo("2025-12-06T12:00:00Z");
        assertThat(pending.at("/payload/data/n").intValue()).isEqualTo(17);
        assertThat(pending.path("attempt_log")).isEmpty();
    }

    @Test
    void a_pending_delivery_can_be_retried_by_hand() {
        String webhook = register();
        Event event = publish("{\"event\": \"memory.created\", \"data\": {}}");
        match(event, webhook);
        String delivery = deliveryOf(event);

        Answer retried = client.post("/webhooks/" + webhook + "/retry/" + delivery);

        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.at("/status").asText()).isEqualTo("pending");
        assertThat(world.tasks).hasSize(1);
        assertThat(world.tasks.getFirst().attempt()).isEqualTo(1);
        assertThat(world.tasks.getFirst().manual()).isTrue();
        assertThat(world.tasks.getFirst().key().delivery()).hasToString(delivery);
    }

    @Test
    void what_no_event_matched_is_not_found() {
        String matched = register();
        String other = register();
        Event event = publish("{\"event\": \"memory.created\", \"data\": {}}");
        String waiting = unmatched(event, matched);
        match(event, matched);
        String delivery = deliveryOf(event);

        assertThat(waiting).isEqualTo("404");
        assertThat(client.get("/webhooks/" + other + "/deliveries/" + delivery).status())
                .isEqualTo(404);
        assertThat(client.post("/webhooks/" + other + "/retry/" + delivery).status())
                .isEqualTo(404);
        String unknown = "dlv_01kbsrgzkvabcdefghjkmnpqrs";
        assertThat(client.get("/webhooks/" + matched + "/deliveries/" + unknown).status())
                .isEqualTo(404);
        assertThat(world.tasks).isEmpty();
    }

    /** Returns the status of the event's delivery before its fan-out: nobody knows yet whether there will be one. */
    private String unmatched(Event event, String webhook) {
        WebhookId id = WebhookId.parse(webhook).orElseThrow();
        DeliveryId delivery = DeliveryId.of(event.id(), event.acceptedAt(), id);
        return Integer.toString(
                client.get("/webhooks/" + webhook + "/deliveries/" + delivery).status());
    }

    private String register() {
        return client.post("/webhooks", "{\"url\": \"https://example.com/in\", \"events\": [\"*\"]}")
                .at("/id")
                .asText();
    }

    private Event publish(String event) {
        assertThat(client.post("/events", event).status()).isEqualTo(202);
        return world.published.getLast().event();
    }

    private void match(Event event, String webhook) {
        world.events.note(event, List.of(WebhookId.parse(webhook).orElseThrow()));
    }

    private String deliveryOf(Event event) {
        return client.get("/events/" + event.id()).at("/deliveries/0/id").asText();
    }
}
