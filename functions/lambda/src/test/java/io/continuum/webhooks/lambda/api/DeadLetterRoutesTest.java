package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterRoutesTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");
    private final String webhookId = register(client);

    DeadLetterRoutesTest() {
        world.now.set(Events.ACCEPTED.plus(Duration.ofHours(1)));
    }

    private static String register(Client owner) {
        return owner.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"]}")
                .at("/id")
                .asText();
    }

    private Delivery pending(String tenant, String webhook, int number, String type) {
        Event event = Events.valid()
                .tenant(tenant)
                .id("evt-" + number)
                .type(type)
                .acceptedAt(Events.ACCEPTED.plusSeconds(number))
                .build();
        world.events.accept(event);
        WebhookKey key =
                new WebhookKey(new TenantId(tenant), WebhookId.parse(webhook).orElseThrow());
        return Deliveries.first(key, "evt-" + number, type, event.acceptedAt());
    }

    private Delivery died(int number) {
        Delivery dead = Deliveries.dead(pending("acme", webhookId, number, "memory.created"));
        world.log.write(null, dead);
        return dead;
    }

    private static String id(Delivery delivery) {
        return delivery.key().delivery().toString();
    }

    private static List<String> ids(Answer answer) {
        List<String> ids = new ArrayList<>();
        answer.json()
                .path("dead_letters")
                .forEach(one -> ids.add(one.path("delivery_id").asText()));
        return ids;
    }

    @Test
    void a_dead_letter_says_why_and_after_how_many_attempts() {
        Delivery dead = died(1);

        Answer answer = client.get("/dead-letters");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode one = answer.at("/dead_letters/0");
        assertThat(one.toString())
                .isEqualTo("{\"id\":\"%1$s\",\"delivery_id\":\"%1$s\",\"webhook_id\":\"%2$s\",\"event_id\":\"evt-1\","
                                .formatted(id(dead), webhookId)
                        + "\"event\":\"memory.created\",\"reason\":\"exhausted\",\"attempts\":1,\"response_code\":503,"
                        + "\"error_message\":\"HTTP 503\",\"created_at\":\"2025-12-06T12:00:06.250Z\","
                        + "\"completed_at\":\"2025-12-06T12:00:06.373Z\"}");
        assertThat(answer.at("/limit").intValue()).isEqualTo(50);
        assertThat(answer.at("/has_more").booleanValue()).isFalse();
        assertThat(answer.at("/next_cursor").isNull()).isTrue();
    }

    @Test
    void a_cursor_goes_through_all_of_them_newest_first() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            expected.addFirst(id(died(i)));
        }

        List<String> found = new ArrayList<>();
        Answer page = client.get("/dead-letters?limit=2");
        found.addAll(ids(page));
        while (page.at("/has_more").booleanValue()) {
            page = client.get(
                    "/dead-letters?limit=2&cursor=" + page.at("/next_cursor").asText());
            found.addAll(ids(page));
        }

        assertThat(found).containsExactlyElementsOf(expected);
        assertThat(ids(client.get("/dead-letters?limit=2&offset=3"))).isEqualTo(expected.subList(3, 5));
    }

    @Test
    void a_cursor_of_another_filter_or_tenant_is_refused() {
        died(1);
        died(2);
        String cursor = client.get("/dead-letters?limit=1").at("/next_cursor").asText();

        assertThat(client.get("/dead-letters?reason=expired&cursor=" + cursor).pointers())
                .containsExactly("/cursor");
        assertThat(world.client("other").get("/dead-letters?cursor=" + cursor).status())
                .isEqualTo(422);
    }

    @Test
    void filters_take_what_fits() {
        String other = register(client);
        Delivery one = died(1);
        Delivery two = Deliveries.dead(pending("acme", other, 2, "memory.deleted"));
        world.log.write(null, two);
        Delivery three = pending("acme", webhookId, 3, "memory.created")
                .ended(Status.DEAD_LETTER, Reason.EXPIRED, Events.ACCEPTED.plusSeconds(9));
        world.log.write(null, three);

        assertThat(ids(client.get("/dead-letters?webhook_id=" + webhookId))).containsExactly(id(three), id(one));
        assertThat(ids(client.get("/dead-letters?reason=expired"))).containsExactly(id(three));
        assertThat(ids(client.get("/dead-letters?event=memory.deleted"))).containsExactly(id(two));
        assertThat(ids(client.get("/dead-letters?since=2025-12-06T12:00:07Z&until=2025-12-06T12:00:08Z")))
                .containsExactly(id(two));
    }

    @ParameterizedTest
    @CsvSource({
        "reason=tired, /reason",
        "event=NOT A NAME, /event",
        "since=yesterday, /since",
        "limit=251, /limit",
        "offset=10001, /offset",
        "cursor=abc, /cursor",
        "webhook_id=nobody, /webhook_id"
    })
    void a_wrong_parameter_is_named(String query, String pointer) {
        Answer answer = client.get("/dead-letters?" + query.replace(" ", "%20"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void a_dismissed_one_leaves_the_list_and_stays_in_the_history() {
        Delivery dead = died(1);

        assertThat(client.delete("/dead-letters/" + id(dead)).status()).isEqualTo(204);

        assertThat(ids(client.get("/dead-letters"))).isEmpty();
        assertThat(client.get("/webhooks/" + webhookId + "/deliveries/" + id(dead))
                        .at("/status")
                        .asText())
                .isEqualTo("dead_letter");
        assertThat(client.delete("/dead-letters/" + id(dead)).status()).isEqualTo(404);
    }

    @Test
    void another_tenants_dead_letters_do_not_exist() {
        Delivery dead = died(1);
        Client other = world.client("other");

        assertThat(ids(other.get("/dead-letters"))).isEmpty();
        assertThat(other.delete("/dead-letters/" + id(dead)).status()).isEqualTo(404);
        assertThat(other.post("/dead-letters/redrive", "{\"delivery_ids\": [\"%s\"]}".formatted(id(dead)))
                        .at("/count")
                        .intValue())
                .isZero();
        assertThat(other.post("/dead-letters/redrive", "{\"webhook_id\": \"%s\"}".formatted(webhookId))
                        .pointers())
                .containsExactly("/webhook_id");
        assertThat(world.tasks).isEmpty();
        assertThat(ids(client.get("/dead-letters"))).hasSize(1);
    }

    @Test
    void named_ones_are_redriven_at_once() {
        Delivery dead = died(1);
        died(2);

        Answer answer =
                client.post("/dead-letters/redrive", "{\"delivery_ids\": [\"%1$s\", \"%1$s\"]}".formatted(id(dead)));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEqualTo("{\"count\":1}");
        assertThat(world.tasks).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(dead.key());
            assertThat(task.attempt()).isEqualTo(2);
        });
    }

    @Test
    void those_that_fit_are_redriven_at_the_stated_pace() {
        for (int i = 0; i < 5; i++) {
            died(i);
        }

        Answer answer = client.post(
                "/dead-letters/redrive", "{\"webhook_id\": \"%s\", \"per_minute\": 3}".formatted(webhookId));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.at("/count").intValue()).isEqualTo(5);
        world.runJobs();
        assertThat(world.tasks).hasSize(3);
        world.now.advance(Duration.ofMinutes(1));
        world.runJobs();
        assertThat(world.tasks).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /delivery_ids",
                "{\"per_minute\": 5} | /delivery_ids",
                "{\"delivery_ids\": []} | /delivery_ids",
                "{\"delivery_ids\": [\"dlv_1\"]} | /delivery_ids/0",
                "{\"delivery_ids\": \"dlv_1\"} | /delivery_ids",
                "{\"delivery_ids\": [1], \"reason\": \"expired\"} | /delivery_ids/0 /delivery_ids",
                "{\"reason\": \"tired\"} | /reason",
                "{\"reason\": \"expired\", \"per_minute\": 0} | /per_minute",
                "{\"reason\": \"expired\", \"per_minute\": 1.5} | /per_minute",
                "{\"since\": \"now\"} | /since",
                "{\"since\": \"2025-12-06T12:00:00Z\", \"until\": \"2025-12-06T12:00:00Z\"} | /until",
                "{\"webhook_id\": \"nobody\"} | /webhook_id",
                "{\"reason\": \"expired\", \"force\": true} | /force"
            })
    void a_wrong_redrive_names_its_fields_and_does_nothing(String body, String pointers) {
        died(1);

        Answer answer = client.post("/dead-letters/redrive", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointers.split(" "));
        world.runJobs();
        assertThat(world.tasks).isEmpty();
    }

    @Test
    void ten_thousand_ids_fit_and_one_more_does_not() {
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            ids.append("\"").append(id(Deliveries.first(key(), "evt-" + i))).append("\",");
        }
        String last = "\"" + id(Deliveries.first(key(), "evt-last")) + "\"";

        Answer fits = client.post(
                "/dead-letters/redrive", "{\"delivery_ids\": [" + ids.substring(0, ids.length() - 1) + "]}");
        Answer tooMany = client.post("/dead-letters/redrive", "{\"delivery_ids\": [" + ids + last + "]}");

        assertThat(fits.status()).isEqualTo(202);
        assertThat(fits.at("/count").intValue()).isEqualTo(10_000);
        assertThat(tooMany.pointers()).containsExactly("/delivery_ids");
    }

    private WebhookKey key() {
        return new WebhookKey(new TenantId("acme"), WebhookId.parse(webhookId).orElseThrow());
    }

    @Test
    void a_disabled_webhook_is_not_redriven_or_recovered() {
        died(1);
        client.patch("/webhooks/" + webhookId, "{\"active\": false}");

        assertThat(client.post("/dead-letters/redrive", "{\"webhook_id\": \"%s\"}".formatted(webhookId))
                        .status())
                .isEqualTo(409);
        assertThat(client.post("/webhooks/" + webhookId + "/recover", "{\"since\": \"2025-12-06T12:00:00Z\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void a_webhook_recovers_what_it_missed() {
        died(1);
        died(100);

        Answer answer = client.post(
                "/webhooks/" + webhookId + "/recover",
                "{\"since\": \"2025-12-06T12:00:00Z\", \"until\": \"2025-12-06T12:01:00Z\"}");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text()).isEqualTo("{\"count\":1,\"estimated_seconds\":61}");
        world.runJobs();
        assertThat(world.tasks).hasSize(1);
    }

    @Test
    void a_dry_run_of_a_recovery_only_counts() {
        died(1);

        Answer answer = client.post(
                "/webhooks/" + webhookId + "/recover", "{\"since\": \"2025-12-06T12:00:00Z\", \"dry_run\": true}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/count").intValue()).isEqualTo(1);
        world.runJobs();
        assertThat(world.tasks).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /since",
                "{\"since\": 5} | /since",
                "{\"since\": \"2025-11-01T00:00:00Z\"} | /since",
                "{\"since\": \"2025-12-07T00:00:00Z\"} | /since",
                "{\"since\": \"2025-12-06T12:00:00Z\", \"until\": \"2025-12-06T11:00:00Z\"} | /since",
                "{\"since\": \"2025-12-06T12:00:00Z\", \"dry_run\": \"yes\"} | /dry_run",
                "{\"since\": \"2025-12-06T12:00:00Z\", \"pace\": 3} | /pace"
            })
    void a_wrong_recovery_names_its_fields(String body, String pointer) {
        Answer answer = client.post("/webhooks/" + webhookId + "/recover", body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void bringing_back_needs_the_scope_for_it() {
        Client reader = world.client("acme", Set.of(Scope.WEBHOOKS_READ));

        assertThat(reader.get("/dead-letters").status()).isEqualTo(200);
        assertThat(reader.post("/dead-letters/redrive", "{\"reason\": \"expired\"}")
                        .status())
                .isEqualTo(403);
        assertThat(reader.delete("/dead-letters/" + id(died(1))).status()).isEqualTo(403);
        assertThat(reader.post("/webhooks/" + webhookId + "/recover", "{}").status())
                .isEqualTo(403);
    }
}
