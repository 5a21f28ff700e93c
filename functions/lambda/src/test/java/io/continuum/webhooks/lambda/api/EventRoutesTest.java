package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EventRoutesTest {
    private static final String EVENT = """
            {"event": "quota.warning", "id": "quota-1", "timestamp": "2025-12-06T11:59:00+00:00", "user_id": "u1",
             "data": {"percentage_used": 85.0, "big": 12345678901234567890, "unknown": {"kept": true}}}
            """;

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void a_published_event_is_accepted_and_queued_once() {
        Answer accepted = client.post("/events", EVENT);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.text())
                .isEqualTo("{\"id\":\"quota-1\",\"event\":\"quota.warning\",\"timestamp\":\"2025-12-06T11:59:00Z\"}");
        assertThat(world.published).hasSize(1);
        assertThat(world.published.getFirst().event().id().value()).isEqualTo("quota-1");
    }

    @Test
    void an_event_without_id_and_timestamp_gets_both() {
        Answer accepted = client.post("/events", "{\"type\": \"custom.lights\", \"data\": {}}");

        assertThat(accepted.at("/id").asText()).matches("evt_[0-9a-z]{26}");
        assertThat(accepted.at("/event").asText()).isEqualTo("custom.lights");
        assertThat(accepted.at("/timestamp").asText()).isEqualTo("2025-12-06T12:00:00Z");
    }

    @Test
    void a_copy_is_accepted_and_another_content_is_a_conflict() {
        client.post("/events", EVENT);

        assertThat(client.post("/events", EVENT).status()).isEqualTo(202);
        Answer other = client.post("/events", EVENT.replace("85.0", "86.0"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("event_id_conflict");
    }

    @Test
    void an_accepted_event_is_answered_before_its_fan_out() {
        client.post("/events", EVENT);

        JsonNode event = client.get("/events/quota-1").json();

        assertThat(event.toString())
                .isEqualTo("{\"id\":\"quota-1\",\"event\":\"quota.warning\",\"timestamp\":\"2025-12-06T11:59:00Z\","
                        + "\"data\":{\"big\":12345678901234567890,\"percentage_used\":85,\"unknown\":{\"kept\":true}},"
                        + "\"priority\":\"high\",\"user_id\":\"u1\",\"matched\":0,\"deliveries\":[],"
                        + "\"next_cursor\":null}");
    }

    @Test
    void a_match_without_a_record_is_pending() {
        Event event = published();
        WebhookId tried = webhook(1);
        WebhookId untried = webhook(2);
        world.events.note(event, List.of(tried, untried));
        DeliveryId id = DeliveryId.of(event.id(), event.acceptedAt(), tried);
        DeliveryKey key = new DeliveryKey(new WebhookKey(event.tenant(), tried), id);
        Attempt attempt = new Attempt(1, ApiWorld.NOON, Duration.ofMillis(5), List.of(), 200, "ok", false, null, null);
        world.log.write(
                null,
                Delivery.first(DeliveryTask.first(key, event, ApiWorld.NOON, false))
                        .attempted(attempt, Status.SUCCESS, null));

        JsonNode answered = client.get("/events/quota-1").json();

        assertThat(answered.path("matched").intValue()).isEqualTo(2);
        assertThat(answered.at("/deliveries/0/status").asText()).isEqualTo("success");
        assertThat(answered.at("/deliveries/0/webhook_id").asText()).isEqualTo(tried.toString());
        assertThat(answered.at("/deliveries/1/status").asText()).isEqualTo("pending");
        assertThat(answered.at("/deliveries/1/attempts").intValue()).isZero();
        assertThat(answered.at("/deliveries/1/id").asText())
                .isEqualTo(
                        DeliveryId.of(event.id(), event.acceptedAt(), untried).value());
    }

    @Test
    void only_the_first_hundred_deliveries_are_shown() {
        Event event = published();
        world.events.note(
                event,
                IntStream.range(0, 130).mapToObj(EventRoutesTest::webhook).toList());

        JsonNode answered = client.get("/events/quota-1").json();

        assertThat(answered.path("matched").intValue()).isEqualTo(130);
        assertThat(answered.path("deliveries")).hasSize(100);
    }

    @Test
    void pages_follow_one_another_and_the_last_one_says_so() {
        Event event = published();
        List<WebhookId> matches =
                IntStream.range(0, 130).mapToObj(EventRoutesTest::webhook).toList();
        world.events.note(event, matches);

        JsonNode first = client.get("/events/quota-1?limit=60").json();
        JsonNode second = page(first, "limit=60");
        JsonNode third = page(second, "limit=250");

        assertThat(webhooks(first)).hasSize(60);
        assertThat(third.path("next_cursor").isNull()).isTrue();
        assertThat(List.of(first, second, third))
                .allSatisfy(page -> assertThat(page.path("matched").intValue()).isEqualTo(130));
        assertThat(Stream.of(first, second, third).flatMap(page -> webhooks(page).stream()))
                .containsExactlyElementsOf(
                        matches.stream().map(WebhookId::toString).toList());
    }

    @Test
    void a_cursor_is_good_for_its_own_event_and_tenant_only() {
        Event event = published();
        world.events.note(
                event, IntStream.range(0, 3).mapToObj(EventRoutesTest::webhook).toList());
        String cursor =
                client.get("/events/quota-1?limit=2").json().path("next_cursor").asText();
        client.post("/events", EVENT.replace("quota-1", "quota-2"));

        for (String path : List.of("/events/quota-2?cursor=" + cursor, "/events/quota-1?cursor=Mg")) {
            Answer refused = client.get(path);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.pointers()).containsExactly("/cursor");
        }
        Client other = world.client("globex");
        other.post("/events", EVENT);
        assertThat(other.get("/events/quota-1?cursor=" + cursor).status()).isEqualTo(422);
    }

    @Test
    void more_than_a_page_may_have_is_refused() {
        published();

        assertThat(client.get("/events/quota-1?limit=251").pointers()).containsExactly("/limit");
        assertThat(client.get("/events/quota-1?limit=0").status()).isEqualTo(422);
        assertThat(client.get("/events/quota-17?limit=10").status()).isEqualTo(404);
    }

    @Test
    @Tag("T43")
    void an_event_that_may_not_be_queued_is_not_accepted() {
        ApiWorld broken = ApiWorld.quiet();
        broken.publishing.set(_ -> {
            throw new Unavailable("sqs.SendMessage to arn:aws:sqs:eu-central-1:123456789012:events");
        });

        Answer refused = broken.client("acme").post("/events", EVENT);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.code()).isEqualTo("unavailable");
        assertThat(refused.headers()).containsKey("Retry-After");
        assertThat(refused.text()).doesNotContain("sqs").doesNotContain("arn:");
    }

    @Test
    void acceptance_is_logged_without_data() {
        client.post("/events", EVENT);

        assertThat(world.journal.lines()).anySatisfy(line -> {
            assertThat(line.event()).isEqualTo("event.accepted");
            assertThat(line.fields().get("event_id")).isEqualTo("quota-1");
        });
        assertThat(world.journal.lines().toString()).doesNotContain("percentage_used");
    }

    private JsonNode page(JsonNode before, String limit) {
        String cursor = before.path("next_cursor").asText();
        return client.get("/events/quota-1?" + limit + "&cursor=" + cursor).json();
    }

    private static List<String> webhooks(JsonNode event) {
        return event.path("deliveries").findValuesAsText("webhook_id");
    }

    private Event published() {
        client.post("/events", EVENT);
        return world.published.getFirst().event();
    }

    private static WebhookId webhook(int seed) {
        return WebhookId.make(ApiWorld.NOON, new Random(seed));
    }
}
