package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.tenant.Scope;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What belongs to one tenant is to another one as if it were not there. */
class TenantIsolationTest {
    private static final Set<Scope> ALL = Set.of(Scope.values());

    private final ApiWorld world = ApiWorld.quiet();
    private final Client owner = world.client("owner", ALL);
    private final Client stranger = world.client("stranger", ALL);

    private String webhook = "";
    private String delivery = "";
    private String ownWebhook = "";
    private String key = "";

    @BeforeEach
    void both_have_something() {
        String body = "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"%s\"}";
        webhook = owner.post("/webhooks", body.formatted("lamp")).at("/id").asText();
        delivery = owner.post("/webhooks/lamp/test").at("/delivery_id").asText();
        owner.post("/events", "{\"event\": \"custom.x\", \"id\": \"evt_of_owner\", \"data\": {}}");
        key = owner.get("/api-keys").at("/api_keys/0/id").asText();
        ownWebhook = stranger.post("/webhooks", body.formatted("own")).at("/id").asText();
    }

    /** Every route that takes an id, with each kind of it: WEBHOOK, UID, DELIVERY, EVENT and KEY are the owner's. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /webhooks/WEBHOOK |",
                "GET | /webhooks/UID |",
                "PATCH | /webhooks/WEBHOOK | {\"name\": \"mine\"}",
                "PATCH | /webhooks/UID | {\"name\": \"mine\"}",
                "PATCH | /webhooks/WEBHOOK | {\"name\": 1}",
                "PUT | /webhooks/WEBHOOK | {\"name\": \"mine\"}",
                "PUT | /webhooks/UID | {\"name\": \"mine\"}",
                "DELETE | /webhooks/WEBHOOK |",
                "DELETE | /webhooks/UID |",
                "POST | /webhooks/WEBHOOK/test |",
                "POST | /webhooks/UID/test |",
                "GET | /webhooks/WEBHOOK/deliveries |",
                "GET | /webhooks/UID/deliveries |",
                "GET | /webhooks/WEBHOOK/deliveries/DELIVERY |",
                "GET | /webhooks/UID/deliveries/DELIVERY |",
                "GET | /webhooks/OWN/deliveries/DELIVERY |",
                "POST | /webhooks/WEBHOOK/retry/DELIVERY |",
                "POST | /webhooks/UID/retry/DELIVERY |",
                "POST | /webhooks/OWN/retry/DELIVERY |",
                "GET | /webhooks/WEBHOOK/stats |",
                "GET | /webhooks/UID/stats |",
                "POST | /webhooks/WEBHOOK/rotate-secret |",
                "POST | /webhooks/UID/rotate-secret | {\"grace_seconds\": 0}",
                "POST | /webhooks/UID/rotate-secret | {\"grace_seconds\": -1}",
                "POST | /webhooks/WEBHOOK/dry-run | {\"event\": \"custom.x\", \"data\": {}}",
                "POST | /webhooks/UID/dry-run | {\"event\": 1}",
                "GET | /events/EVENT |",
                "DELETE | /api-keys/KEY |",
            })
    void a_strangers_id_is_an_unknown_id(String method, String template, @Nullable String body) {
        String before = world.everything("owner", "stranger");

        Answer foreign = stranger.send(method, foreign(template), body);
        Answer unknown = stranger.send(method, unknown(template), body);

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.headers()).isEqualTo(unknown.headers());
        assertThat(foreign.text().replace(foreign(template), "PATH"))
                .isEqualTo(unknown.text().replace(unknown(template), "PATH"));
        assertThat(world.everything("owner", "stranger")).isEqualTo(before);
        assertThat(owner.send("GET", "/webhooks/lamp", null).status()).isEqualTo(200);
    }

    /** If-Match says nothing about what is not there. */
    @ParameterizedTest
    @CsvSource({"DELETE", "PATCH", "PUT"})
    void a_version_of_a_strangers_webhook_tells_nothing(String method) {
        var event =
                stranger.event(method, "/webhooks/" + webhook, method.equals("DELETE") ? null : "{\"name\": \"n\"}");
        event.getHeaders().put("If-Match", "\"9\"");

        assertThat(stranger.send(event.withMultiValueHeaders(null)).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks, webhooks",
        "/webhooks?event=memory.created, webhooks",
        "/api-keys, api_keys",
        "/webhooks/own/deliveries, deliveries",
    })
    void lists_have_only_what_is_ones_own(String path, String name) {
        Answer list = stranger.get(path);

        assertThat(list.status()).isEqualTo(200);
        assertThat(list.json().path(name).size()).isLessThanOrEqualTo(1);
        assertThat(list.text()).doesNotContain(webhook, delivery, key, "lamp");
    }

    @ParameterizedTest
    @CsvSource({
        "/webhooks, '{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\"}', 201",
        "/events, '{\"event\": \"custom.x\", \"id\": \"evt_of_owner\", \"data\": {\"other\": 1}}', 202",
    })
    void the_same_names_may_be_used_by_both(String path, String body, int status) {
        assertThat(stranger.post(path, body).status()).isEqualTo(status);
    }

    private String foreign(String template) {
        return template.replace("WEBHOOK", webhook)
                .replace("UID", "lamp")
                .replace("DELIVERY", delivery)
                .replace("EVENT", "evt_of_owner")
                .replace("KEY", key)
                .replace("OWN", ownWebhook);
    }

    private String unknown(String template) {
        return template.replace("WEBHOOK", altered(webhook))
                .replace("UID", "unheard-of")
                .replace("DELIVERY", altered(delivery))
                .replace("EVENT", "evt_unheard_of")
                .replace("KEY", altered(key))
                .replace("OWN", ownWebhook);
    }

    private static String altered(String id) {
        return id.substring(0, id.length() - 4) + (id.endsWith("0000") ? "1111" : "0000");
    }
}
