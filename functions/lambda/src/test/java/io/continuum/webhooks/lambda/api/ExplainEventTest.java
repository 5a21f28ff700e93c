package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplainEventTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @ParameterizedTest
    @CsvSource({
        "SUCCESS, delivered",
        "DEAD_LETTER, dead_letter",
        "CANCELLED, cancelled",
        "FAILED, pending",
        "PENDING, pending"
    })
    void what_happened_is_told_by_the_record(Status status, String outcome) {
        String webhook = register("memory.created");
        Event event = published(webhook);
        Reason reason = status == Status.DEAD_LETTER ? Reason.EXHAUSTED : null;
        if (status != Status.PENDING) {
            world.log.write(null, pending(event, webhook).attempted(attempt(), status, reason));
        }

        assertThat(outcomes(event)).containsExactly(webhook + " " + outcome);
    }

    @Test
    void what_was_put_off_or_held_is_waiting() {
        String put = register("*");
        String held = register("*");
        Event event = published(put, held);
        world.waiting.put(pending(event, put).waitingFor(waiting(WaitReason.BREAKER)));
        world.waiting.put(pending(event, held).waitingFor(waiting(null)));

        assertThat(outcomes(event)).containsExactlyInAnyOrder(put + " waiting", held + " waiting");
    }

    @Test
    void what_was_matched_is_not_judged_by_today_s_configuration() {
        String webhook = register("memory.created");
        Event event = published(webhook);
        client.patch("/webhooks/" + webhook, "{\"events\": [\"memory.deleted\"], \"active\": false}");

        assertThat(outcomes(event)).containsExactly(webhook + " pending");
    }

    @Test
    void a_deleted_webhook_that_was_matched_is_named_as_cancelled() {
        String delivered = register("*");
        String pending = register("*");
        Event event = published(delivered, pending);
        world.log.write(null, pending(event, delivered).attempted(attempt(), Status.SUCCESS, null));
        client.delete("/webhooks/" + delivered);
        client.delete("/webhooks/" + pending);

        assertThat(outcomes(event)).containsExactlyInAnyOrder(delivered + " delivered", pending + " cancelled");
    }

    @Test
    void the_others_are_judged_by_today_s_configuration() {
        String elsewhere = register("memory.deleted");
        String disabled = register("memory.*");
        String both = register("memory.deleted");
        client.patch("/webhooks/" + disabled, "{\"active\": false}");
        client.patch("/webhooks/" + both, "{\"active\": false}");
        Event event = published();
        String later = register("memory.created");
        client.patch("/webhooks/" + disabled, "{\"active\": true}");

        // What was not there, or not enabled, when the event came has not become so by being enabled since.
        assertThat(outcomes(event))
                .containsExactlyInAnyOrder(
                        elsewhere + " not_subscribed",
                        disabled + " inactive",
                        both + " not_subscribed",
                        later + " inactive");
    }

    @Test
    void a_filter_that_refuses_the_event_is_named_by_its_clause() {
        String clause = registerFiltered("{\"n\": 18}");
        String pattern = registerFiltered("{\"pattern\": {\"data\": {\"n\": [18]}}}");
        String passed = registerFiltered("{\"n\": 17}");
        client.post("/events", "{\"event\": \"memory.created\", \"data\": {\"n\": 17}}");
        Event event = world.published.getLast().event();

        List<String> explained = new ArrayList<>();
        for (JsonNode entry :
                client.get("/events/" + event.id() + "/explain").json().path("webhooks")) {
            explained.add(entry.path("webhook_id").asText() + " "
                    + entry.path("outcome").asText() + " "
                    + entry.path("clause").asText());
        }

        assertThat(explained)
                .containsExactlyInAnyOrder(
                        clause + " filtered n", pattern + " filtered pattern", passed + " pending null");
    }

    @Test
    void before_the_fan_out_whoever_would_match_is_pending() {
        String subscribed = register("memory_added");
        String elsewhere = register("memory.deleted");
        Event event = accepted();

        assertThat(outcomes(event)).containsExactlyInAnyOrder(subscribed + " pending", elsewhere + " not_subscribed");
    }

    @Test
    void the_answer_has_the_documented_form() {
        String webhook = register("memory.deleted");
        Event event = published();

        assertThat(client.get("/events/" + event.id() + "/explain").text())
                .isEqualTo("{\"event_id\":\"%s\",\"webhooks\":[{\"webhook_id\":\"%s\",\"outcome\":"
                                .formatted(event.id(), webhook)
                        + "\"not_subscribed\",\"clause\":null}],\"next_cursor\":null}");
    }

    @Test
    void pages_name_every_webhook_once_deleted_ones_too() {
        List<String> webhooks =
                Stream.generate(() -> register("memory.created")).limit(7).toList();
        Event event = published(webhooks.toArray(String[]::new));
        webhooks.subList(2, 4).forEach(webhook -> client.delete("/webhooks/" + webhook));
        String unmatched = register("memory.deleted");

        List<String> named = new ArrayList<>();
        JsonNode page;
        String query = "?limit=3";
        do {
            page = client.get("/events/" + event.id() + "/explain" + query).json();
            named.addAll(page.path("webhooks").findValuesAsText("webhook_id"));
            assertThat(page.path("webhooks")).hasSizeBetween(1, 3);
            query = "?limit=3&cursor=" + page.path("next_cursor").asText();
        } while (!page.path("next_cursor").isNull());

        assertThat(named)
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(webhooks.stream(), Stream.of(unmatched)).toList());
    }

    @Test
    void unknown_events_and_other_tenants_are_not_found() {
        Event event = published(register("*"));

        assertThat(client.get("/events/evt_unknown/explain").status()).isEqualTo(404);
        assertThat(world.client("globex")
                        .get("/events/" + event.id() + "/explain")
                        .status())
                .isEqualTo(404);
        assertThat(client.get("/events/" + event.id() + "/explain?cursor=abc").pointers())
                .containsExactly("/cursor");
    }

    private String register(String events) {
        String body = "{\"url\": \"https://example.com/in\", \"events\": [\"%s\"]}".formatted(events);
        return client.post("/webhooks", body).at("/id").asText();
    }

    private String registerFiltered(String filters) {
        String body = "{\"url\": \"https://example.com/in\", \"events\": [\"*\"], \"filters\": %s}".formatted(filters);
        return client.post("/webhooks", body).at("/id").asText();
    }

    private Event accepted() {
        client.post("/events", "{\"event\": \"memory.created\", \"data\": {}}");
        return world.published.getLast().event();
    }

    private Event published(String... matches) {
        Event event = accepted();
        world.events.note(event, Stream.of(matches).map(ExplainEventTest::id).toList());
        return event;
    }

    private List<String> outcomes(Event event) {
        List<String> outcomes = new ArrayList<>();
        for (JsonNode entry :
                client.get("/events/" + event.id() + "/explain").json().path("webhooks")) {
            assertThat(entry.path("clause").isNull()).isTrue();
            outcomes.add(entry.path("webhook_id").asText() + " "
                    + entry.path("outcome").asText());
        }
        return outcomes;
    }

    private static Delivery pending(Event event, String webhook) {
        DeliveryId delivery = DeliveryId.of(event.id(), event.acceptedAt(), id(webhook));
        return Delivery.untried(new DeliveryKey(new WebhookKey(event.tenant(), id(webhook)), delivery), event);
    }

    private static WebhookId id(String webhook) {
        return WebhookId.parse(webhook).orElseThrow();
    }

    private static Attempt attempt() {
        return new Attempt(1, ApiWorld.NOON, Duration.ofMillis(5), List.of(), 200, "ok", false, null, null);
    }

    private static Waiting waiting(@Nullable WaitReason reason) {
        return new Waiting(1, reason, ApiWorld.NOON, ApiWorld.NOON.plusSeconds(300), true);
    }
}
