package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tenant with a key of all scopes, and what its dialect wraps around every answer. */
final class Dialogue {
    private final String dialect;
    private final Api api;

    private Dialogue(String dialect, Api api) {
        this.dialect = dialect;
        this.api = api;
    }

    /** Makes a tenant that speaks {@code dialect}. */
    static Dialogue of(TestPlatform platform, String tenant, String dialect) {
        Api.Answer made = platform.api()
                .post("/api/v1/api-keys", """
                        {"tenant_id": "%s", "dialect": "%s", "scopes": ["webhooks:read", "webhooks:write",
                         "events:write", "deliveries:retry", "admin"]}""".formatted(tenant, dialect))
                .expecting(201);
        return new Dialogue(dialect, new Api(platform.platform().address(), made.text("key")));
    }

    @Override
    public String toString() {
        return dialect;
    }

    Api api() {
        return api;
    }

    boolean lanonasis() {
        return dialect.equals("lanonasis");
    }

    /** Returns the prefix of ids of webhooks and of events. */
    String webhookPrefix() {
        return lanonasis() ? "webhook_" : "wh_";
    }

    String eventPrefix() {
        return lanonasis() ? "event_" : "evt_";
    }

    JsonNode get(String path) {
        return send("GET", path, null, 200);
    }

    JsonNode post(String path, @Nullable String body, int status) {
        return send("POST", path, body, status);
    }

    /** Sends, expects {@code status}, and returns what is within the dialect's envelope. */
    JsonNode send(String method, String path, @Nullable String body, int status) {
        return unwrapped(api.send(method, "/api/v1" + path, body).expecting(status));
    }

    /** Sends with further headers. */
    JsonNode send(String method, String path, @Nullable String body, Map<String, String> headers, int status) {
        return unwrapped(api.send(method, "/api/v1" + path, body, headers).expecting(status));
    }

    /** Expects that nothing but the removal is answered. */
    void delete(String path) {
        if (lanonasis()) {
            JsonNode gone = send("DELETE", path, null, 200);
            assertThat(gone.path("id").asText()).isNotEmpty();
        } else {
            assertThat(api.send("DELETE", "/api/v1" + path, null)
                            .expecting(204)
                            .http()
                            .body())
                    .isEmpty();
        }
    }

    /** Returns the items of a list, after looking at what stands around them. */
    List<JsonNode> list(String path, String name) {
        JsonNode list = get(path);
        if (lanonasis()) {
            JsonNode pagination = list.path("pagination");
            assertThat(names(pagination)).contains("limit", "offset", "has_more");
            assertThat(list.has("next_cursor")).isTrue();
            assertThat(pagination.has("total")).isEqualTo(name.equals("webhooks"));
        } else {
            assertThat(names(list)).contains(name, "limit", "offset", "has_more", "next_cursor");
            assertThat(list.has("total")).isEqualTo(name.equals("webhooks"));
        }
        assertThat(list.path(name).isArray()).isTrue();
        return list.path(name).valueStream().toList();
    }

    /** Returns the stable code of an expected refusal. */
    String refused(String method, String path, @Nullable String body, int status) {
        Api.Answer answer = api.send(method, "/api/v1" + path, body).expecting(status);
        if (lanonasis()) {
            assertThat(answer.json().path("success").asBoolean(true)).isFalse();
            assertThat(names(answer.json().path("error"))).containsExactly("code", "message", "errors");
            return answer.json().at("/error/code").asText();
        }
        assertThat(answer.http().headers().firstValue("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(names(answer.json()))
                .containsExactly("type", "title", "status", "detail", "instance", "code", "errors");
        assertThat(answer.json().path("status").asInt()).isEqualTo(status);
        return answer.text("code");
    }

    /** Registers a webhook; {@code more} is the rest of the body, beginning with a comma or empty. */
    JsonNode register(String url, String events, String more) {
        return post("/webhooks", "{\"url\": \"%s\", \"events\": [\"%s\"]%s}".formatted(url, events, more), 201);
    }

    String publish(String event) {
        return post("/events", "{\"event\": \"%s\", \"data\": {\"n\": 1}}".formatted(event), 202)
                .path("id")
                .asText();
    }

    /** Returns the delivery of an event once it has {@code status}. */
    JsonNode delivery(String webhook, String event, String status) {
        return Await.until(
                "delivery of " + event + " is " + status,
                () -> list("/webhooks/" + webhook + "/deliveries?limit=250", "deliveries").stream()
                        .filter(one -> one.path("event_id").asText().equals(event)
                                && one.path("status").asText().equals(status))
                        .findFirst()
                        .orElse(null));
    }

    static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private JsonNode unwrapped(Api.Answer answer) {
        if (!lanonasis() || answer.json().isNull()) {
            return answer.json();
        }
        assertThat(names(answer.json())).containsExactly("success", "data");
        assertThat(answer.json().path("success").asBoolean()).isTrue();
        return answer.json().path("data");
    }
}
