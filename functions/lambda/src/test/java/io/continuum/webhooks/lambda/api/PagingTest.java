package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists by cursor: every item once, whatever happens between the pages. */
class PagingTest {
    private static final int LAMBDA_MOST = 6 * 1024 * 1024;

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @ParameterizedTest
    @CsvSource({
        "'', lamp-0 lamp-1 lamp-2 lamp-3 lamp-4 lamp-5 lamp-6 lamp-7",
        "&active=true, lamp-0 lamp-2 lamp-4 lamp-6",
        "&active=false, lamp-1 lamp-3 lamp-5 lamp-7",
        "&event=memory.created, lamp-0 lamp-3 lamp-6",
        "&event=memory.created&active_only=true, lamp-0 lamp-6",
        "&active=true&event=sync.failed, lamp-2 lamp-4",
    })
    void webhooks_come_by_cursor_once_each(String filter, String uids) {
        eightWebhooks();

        List<JsonNode> pages = pages("/webhooks?limit=3" + filter, "webhooks");

        assertThat(texts(pages, "webhooks", "uid")).containsExactly(uids.split(" "));
        assertThat(pages).hasSize((uids.split(" ").length + 2) / 3);
        assertThat(pages)
                .allSatisfy(page -> assertThat(page.path("total").intValue()).isEqualTo(uids.split(" ").length));
    }

    @Test
    void a_webhook_that_is_gone_still_marks_its_place() {
        eightWebhooks();
        String cursor = client.get("/webhooks?limit=3").at("/next_cursor").asText();
        client.delete("/webhooks/lamp-2");

        JsonNode page = client.get("/webhooks?limit=3&cursor=" + cursor).json();

        assertThat(texts(List.of(page), "webhooks", "uid")).containsExactly("lamp-3", "lamp-4", "lamp-5");
    }

    @Test
    void a_cursor_is_good_for_its_list_its_filters_and_its_tenant_only() {
        eightWebhooks();
        String webhook = "/webhooks/lamp-0/deliveries";
        String cursor =
                client.get("/webhooks?limit=1&active=true").at("/next_cursor").asText();
        Client other = world.client("other");

        assertThat(client.get("/webhooks?active=true&cursor=" + cursor).status())
                .isEqualTo(200);
        assertThat(client.get("/webhooks?active_only=1&limit=9&cursor=" + cursor)
                        .status())
                .isEqualTo(200);
        for (Answer answer : List.of(
                client.get("/webhooks?cursor=" + cursor),
                client.get("/webhooks?active=false&cursor=" + cursor),
                client.get("/webhooks?active=true&event=memory.created&cursor=" + cursor),
                client.get(webhook + "?cursor=" + cursor),
                client.get("/webhooks?active=true&cursor=x" + cursor),
                client.get("/webhooks?active=true&cursor=" + cursor.substring(1)),
                client.get("/webhooks?active=true&cursor="),
                other.get("/webhooks?active=true&cursor=" + cursor))) {
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.pointers()).containsExactly("/cursor");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks", "/webhooks/lamp-0/deliveries", "/event-types"})
    void cursor_and_offset_exclude_each_other(String list) {
        eightWebhooks();
        deliver(3, Status.SUCCESS);
        String cursor = client.get(list + "?limit=1").at("/next_cursor").asText();

        Answer refused = client.get(list + "?offset=0&cursor=" + cursor);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.pointers()).containsExactly("/offset");
    }

    @ParameterizedTest
    @CsvSource({"7, 3", "6, 3", "3, 3", "2, 3", "0, 3", "5, 1"})
    void deliveries_come_by_cursor_once_each(int count, int limit) {
        eightWebhooks();
        List<String> events = deliver(count, Status.SUCCESS);

        List<JsonNode> pages = pages("/webhooks/lamp-0/deliveries?limit=" + limit, "deliveries");

        assertThat(texts(pages, "deliveries", "event_id")).containsExactlyElementsOf(events);
        assertThat(pages).hasSize(Math.max(1, (count + limit - 1) / limit));
    }

    /** The world's history answers filtered pages that are short although there is more. */
    @ParameterizedTest
    @CsvSource({"4, 2", "5, 2", "1, 2", "3, 3"})
    void a_filter_that_fits_little_says_rightly_whether_there_is_more(int dead, int limit) {
        eightWebhooks();
        deliver(9, Status.SUCCESS);
        List<String> events = deliver(dead, Status.DEAD_LETTER);
        deliver(9, Status.SUCCESS);

        List<JsonNode> pages = pages("/webhooks/lamp-0/deliveries?status=dead_letter&limit=" + limit, "deliveries");

        assertThat(texts(pages, "deliveries", "event_id")).containsExactlyElementsOf(events);
        assertThat(pages).hasSize((dead + limit - 1) / limit);
    }

    @Test
    void keys_come_by_cursor_once_each_even_if_one_is_revoked_meanwhile() {
        for (int i = 0; i < 7; i++) {
            world.now.set(ApiWorld.NOON.plusMillis(i * 10L));
            world.key("many", Scope.usual(), null);
        }
        List<ApiKey> keys = world.keys.list(new TenantId("many"));
        Client admin = world.admin();
        JsonNode first = admin.get("/api-keys?tenant_id=many&limit=3").json();
        world.keys.remove(new TenantId("many"), keys.get(2).id());

        JsonNode second = admin.get("/api-keys?tenant_id=many&limit=3&cursor="
                        + first.path("next_cursor").asText())
                .json();
        JsonNode third = admin.get("/api-keys?tenant_id=many&limit=3&cursor="
                        + second.path("next_cursor").asText())
                .json();

        assertThat(texts(List.of(first, second, third), "api_keys", "id"))
                .containsExactlyElementsOf(keys.stream().map(ApiKey::id).toList());
        assertThat(third.path("has_more").booleanValue()).isFalse();
        assertThat(admin.get("/api-keys?cursor=" + first.path("next_cursor").asText())
                        .status())
                .isEqualTo(422);
    }

    @Test
    void a_page_that_would_not_fit_into_an_answer_is_cut_short_and_goes_on() {
        String huge =
                "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"description\": \"%s\", \"metadata\": {\"k\": \"%s\"}}"
                        .formatted("中".repeat(2_048), "中".repeat(1_360));
        for (int i = 0; i < 300; i++) {
            world.now.advance(Duration.ofMillis(1));
            assertThat(client.post("/webhooks", huge).status()).isEqualTo(201);
        }

        List<JsonNode> pages = pages("/webhooks?limit=250", "webhooks");

        assertThat(pages.getFirst().path("webhooks").size()).isBetween(200, 249);
        assertThat(texts(pages, "webhooks", "id")).hasSize(300).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks, 20",
        "/webhooks/lamp-0/deliveries, 100",
        "/api-keys, 50",
        "/event-types, 50",
        "/dead-letters, 50"
    })
    void every_list_has_its_usual_limit(String list, int limit) {
        Client all = world.client("acme", Set.of(Scope.values()));
        eightWebhooks();

        assertThat(all.get(list).at("/limit").intValue()).isEqualTo(limit);
        assertThat(all.get(list + "?limit=250").at("/limit").intValue()).isEqualTo(250);
        assertThat(all.get(list + "?limit=251").pointers()).containsExactly("/limit");
        assertThat(all.get(list + "?offset=10001").pointers()).containsExactly("/offset");
    }

    /** Follows the cursors to the end, and checks what every page says of itself. */
    private List<JsonNode> pages(String list, String name) {
        List<JsonNode> pages = new ArrayList<>();
        Answer answer = client.get(list);
        pages.add(answer.json());
        while (answer.at("/has_more").booleanValue()) {
            answer = client.get(list + "&cursor=" + answer.at("/next_cursor").asText());
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.at("/offset").intValue()).isZero();
            assertThat(answer.json().path(name)).isNotEmpty();
            assertThat(Client.utf8(answer.text())).hasSizeLessThan(LAMBDA_MOST);
            pages.add(answer.json());
        }
        assertThat(answer.at("/next_cursor").isNull()).isTrue();
        return pages;
    }

    private static List<String> texts(List<JsonNode> pages, String name, String field) {
        return pages.stream()
                .flatMap(page -> page.path(name).valueStream())
                .map(one -> one.path(field).asText())
                .toList();
    }

    private void eightWebhooks() {
        for (int i = 0; i < 8; i++) {
            world.now.advance(Duration.ofMillis(1));
            String event = i % 3 == 0 ? "memory.*" : "sync.failed";
            String body =
                    "{\"url\": \"https://a.example/\", \"events\": [\"%s\"], \"uid\": \"lamp-%d\", \"active\": %s}"
                            .formatted(event, i, i % 2 == 0);
            assertThat(client.post("/webhooks", body).status()).isEqualTo(201);
        }
    }

    /** Returns the events of deliveries to the first webhook, newest first. */
    private List<String> deliver(int count, Status status) {
        WebhookId webhook = WebhookId.parse(
                        client.get("/webhooks/lamp-0").at("/id").asText())
                .orElseThrow();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            world.now.advance(Duration.ofSeconds(1));
            String id = "evt_" + status.code() + "_" + world.now.instant().getEpochSecond();
            Event event = Events.valid()
                    .tenant("acme")
                    .id(id)
                    .acceptedAt(world.now.instant())
                    .build();
            DeliveryKey key = new DeliveryKey(
                    new WebhookKey(event.tenant(), webhook), DeliveryId.of(event.id(), event.acceptedAt(), webhook));
            Attempt attempt =
                    new Attempt(1, event.acceptedAt(), Duration.ofMillis(5), List.of(), 200, "", false, null, null);
            Reason reason = status == Status.DEAD_LETTER ? Reason.EXHAUSTED : null;
            world.log.write(
                    null,
                    Delivery.first(DeliveryTask.first(key, event, event.acceptedAt(), false))
                            .attempted(attempt, status, reason));
            ids.addFirst(id);
        }
        return ids;
    }
}
