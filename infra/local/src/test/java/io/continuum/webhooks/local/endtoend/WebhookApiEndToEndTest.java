package io.continuum.webhooks.local.endtoend;

import static io.continuum.webhooks.local.endtoend.Dialogue.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of spec.md §2 that is about webhooks and keys, in both dialects, over HTTP and the real stores. */
class WebhookApiEndToEndTest {
    static final List<String> CONTINUUM = List.of(
            "id",
            "uid",
            "url",
            "events",
            "name",
            "description",
            "active",
            "disabled_reason",
            "format",
            "signing",
            "secret",
            "retry_policy",
            "filters",
            "headers",
            "timeout_seconds",
            "max_concurrency",
            "rate_limit_per_minute",
            "metadata",
            "created_at",
            "updated_at",
            "failure_count",
            "last_triggered_at",
            "last_success_at",
            "last_failure_at",
            "breaker");

    /** Seed 003, "Response". */
    static final List<String> LANONASIS = List.of(
            "id",
            "url",
            "events",
            "secret",
            "active",
            "retry_policy",
            "filters",
            "created_at",
            "updated_at",
            "last_delivery",
            "delivery_stats");

    private static TestPlatform platform;
    private static List<Dialogue> dialogues;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("WEBHOOK_CREATIONS_PER_HOUR", "1000"));
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
    void post_webhooks_makes_one_and_shows_its_secret(Dialogue to) {
        JsonNode made = to.register("http://127.0.0.1:9/hook", "memory.*", ",\"name\": \"n\"");

        assertThat(names(made))
                .containsAll(to.lanonasis() ? LANONASIS : CONTINUUM)
                .contains("standard_secret");
        assertThat(made.path("id").asText()).startsWith(to.webhookPrefix());
        assertThat(made.path("secret").asText())
                .startsWith(to.lanonasis() ? "whsec_" : "whs_")
                .hasSizeGreaterThan(40);
        assertThat(made.path("standard_secret").asText()).startsWith("whsec_");
        assertThat(made.path("active").asBoolean()).isTrue();
        if (to.lanonasis()) {
            assertThat(names(made.path("delivery_stats")))
                    .containsExactly("total_attempts", "successful_deliveries", "failed_deliveries");
            assertThat(made.path("last_delivery").isNull()).isTrue();
        } else {
            assertThat(names(made.path("breaker"))).containsExactly("state", "opened_at", "next_probe_at");
            assertThat(made.path("format").asText()).isEqualTo("continuum");
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void get_webhooks_lists_them_by_offset_and_by_cursor(Dialogue to) {
        to.register("http://127.0.0.1:9/a", "session.started", "");
        to.register("http://127.0.0.1:9/b", "session.started", ",\"active\": false");
        to.register("http://127.0.0.1:9/c", "session.started", "");

        assertThat(to.list("/webhooks?event=session.started", "webhooks")).hasSize(3);
        assertThat(to.list("/webhooks?event=session.started&active=true", "webhooks"))
                .hasSize(2);
        assertThat(to.list("/webhooks?event=session.started&active_only=true", "webhooks"))
                .hasSize(2);
        assertThat(to.list("/webhooks?event=session.started&limit=2&offset=2", "webhooks"))
                .hasSize(1);
        JsonNode first = to.get("/webhooks?event=session.started&limit=2");
        String cursor = first.path("next_cursor").asText();
        List<JsonNode> rest = to.list("/webhooks?event=session.started&limit=2&cursor=" + cursor, "webhooks");
        assertThat(rest).hasSize(1);
        assertThat(rest.getFirst().path("url").asText()).isEqualTo("http://127.0.0.1:9/c");
        assertThat(to.refused("GET", "/webhooks?limit=251", null, 422)).isEqualTo("invalid_parameter");
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void get_webhook_shows_one_with_its_secret_masked(Dialogue to) {
        JsonNode made = to.register("http://127.0.0.1:9/hook", "user.created", ",\"uid\": \"mine\"");
        String id = made.path("id").asText();

        JsonNode one = to.get("/webhooks/" + id);
        assertThat(names(one))
                .containsAll(to.lanonasis() ? LANONASIS : CONTINUUM)
                .doesNotContain("standard_secret");
        String secret = made.path("secret").asText();
        assertThat(one.path("secret").asText())
                .isEqualTo((to.lanonasis() ? "whsec_****" : "whs_****") + secret.substring(secret.length() - 4));
        assertThat(to.get("/webhooks/mine").path("id").asText()).isEqualTo(id);
        String random = id.substring(to.webhookPrefix().length());
        assertThat(to.get("/webhooks/wh_" + random)).isEqualTo(one);
        assertThat(to.get("/webhooks/webhook_" + random)).isEqualTo(one);
        assertThat(to.refused("GET", "/webhooks/wh_" + "0".repeat(26), null, 404))
                .isEqualTo("not_found");
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void patch_and_put_change_one_if_it_is_at_the_version_named(Dialogue to) {
        String path = "/webhooks/"
                + to.register("http://127.0.0.1:9/hook", "user.created", "")
                        .path("id")
                        .asText();
        Api.Answer before = to.api().get("/api/v1" + path);
        String tag = before.http().headers().firstValue("etag").orElseThrow();

        assertThat(to.send("PATCH", path, "{\"metadata\": {\"a\": 1}}", 200)
                        .path("events")
                        .path(0)
                        .asText())
                .isEqualTo("user.created");
        to.api()
                .send("PUT", "/api/v1" + path, "{\"active\": false}", Map.of("If-Match", tag))
                .expecting(412);
        assertThat(to.send("PUT", path, "{\"active\": false}", 200)
                        .path("active")
                        .asBoolean(true))
                .isFalse();
        assertThat(to.refused("PATCH", path, "{\"secret\": \"0123456789abcdef\"}", 422))
                .isEqualTo("invalid_fields");
        assertThat(to.refused("PATCH", path, "{\"colour\": \"red\"}", 422)).isEqualTo("invalid_fields");
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void delete_removes_one(Dialogue to) {
        String path = "/webhooks/"
                + to.register("http://127.0.0.1:9/hook", "user.created", "")
                        .path("id")
                        .asText();
        to.delete(path);
        to.refused("GET", path, null, 404);
        to.refused("DELETE", path, null, 404);
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void rotate_secret_shows_the_new_one_and_keeps_the_old_one_for_the_grace(Dialogue to) {
        try (Receiver receiver = Receiver.answering(200)) {
            JsonNode made = to.register(receiver.url(), "user.created", "");
            String path = "/webhooks/" + made.path("id").asText();
            JsonNode rotated = to.post(path + "/rotate-secret", "{\"grace_seconds\": 3600}", 200);
            assertThat(rotated.path("secret").asText())
                    .isNotEqualTo(made.path("secret").asText())
                    .hasSizeGreaterThan(40);
            assertThat(rotated.path("standard_secret").asText()).startsWith("whsec_");

            to.post(path + "/test", null, 200);
            String[] signatures =
                    receiver.await(1).getFirst().header("webhook-signature").split(" ");
            assertThat(signatures).hasSize(2).allMatch(one -> one.startsWith("v1,"));
            to.post(path + "/rotate-secret", "{\"grace_seconds\": 0}", 200);
            to.post(path + "/test", null, 200);
            assertThat(receiver.await(2).get(1).header("webhook-signature")).doesNotContain(" ");
            assertThat(to.refused("POST", path + "/rotate-secret", "{\"grace_seconds\": 604801}", 422))
                    .isEqualTo("invalid_fields");
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void an_ed25519_webhook_signs_with_the_key_of_the_tenants_jwks(Dialogue to) {
        try (Receiver receiver = Receiver.answering(200)) {
            JsonNode made = to.register(receiver.url(), "user.created", ",\"signing\": \"ed25519\"");
            to.post("/webhooks/" + made.path("id").asText() + "/test", null, 200);
            Receiver.Request request = receiver.await(1).getFirst();
            String tenant = to.lanonasis() ? "enveloped" : "flat";
            JsonNode jwks = to.api()
                    .get("/.well-known/webhooks/" + tenant + "/jwks.json")
                    .expecting(200)
                    .json();
            assertThat(jwks.path("keys").valueStream()).anySatisfy(key -> {
                assertThat(names(key)).contains("kty", "crv", "x", "kid");
                assertThat(Signatures.ed25519Accepts(request, key)).isTrue();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void dry_run_shows_what_would_be_sent(Dialogue to) {
        try (Receiver receiver = Receiver.answering(200)) {
            JsonNode made = to.register(receiver.url(), "user.created", ",\"headers\": {\"X-Token\": \"t-0123\"}");
            JsonNode dry = to.post(
                    "/webhooks/" + made.path("id").asText() + "/dry-run",
                    "{\"event\": \"user.created\", \"data\": {\"user_id\": \"u\"}}",
                    200);
            assertThat(names(dry)).containsExactly("url", "headers", "body", "body_base64");
            assertThat(dry.path("headers").toString())
                    .contains("****")
                    .doesNotContain("t-0123")
                    .containsIgnoringCase("webhook-signature");
            assertThat(dry.path("body").asText()).contains("\"user_id\":\"u\"");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void stats_have_seed_001s_names(Dialogue to) {
        String id = to.register("http://127.0.0.1:9/hook", "user.created", "")
                .path("id")
                .asText();
        JsonNode stats = to.get("/webhooks/" + id + "/stats");
        assertThat(names(stats))
                .contains(
                        "total_deliveries",
                        "successful_deliveries",
                        "failed_deliveries",
                        "pending",
                        "success_rate",
                        "avg_duration_ms",
                        "last_24h_deliveries",
                        "last_24h_success_rate",
                        "breaker",
                        "series");
        assertThat(stats.path("success_rate").asDouble(-1)).isEqualTo(0.0);
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void health_shows_numbers_to_whoever_has_a_key(Dialogue to) {
        JsonNode health = to.get("/webhooks/health");
        assertThat(names(health)).containsExactly("status", "queue_depth", "oldest_message_age_seconds", "dlq_size");
        assertThat(names(health.path("queue_depth"))).containsExactly("high", "normal", "low");
        Api.Answer open = new Api(platform.platform().address(), "")
                .send("GET", "/api/v1/webhooks/health", null, Map.of("Authorization", ""))
                .expecting(200);
        assertThat(names(open.json())).containsExactly("status");
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void api_keys_are_made_listed_and_revoked(Dialogue to) {
        String tenant = to.lanonasis() ? "enveloped" : "flat";
        JsonNode made = to.post(
                "/api-keys",
                "{\"tenant_id\": \"%s\", \"name\": \"ci\", \"scopes\": [\"webhooks:read\"]}".formatted(tenant),
                201);
        assertThat(names(made))
                .contains("id", "key", "tenant_id", "dialect", "scopes", "name", "created_at", "expires_at");
        String id = made.path("id").asText();
        assertThat(to.list("/api-keys", "api_keys")).anySatisfy(key -> {
            assertThat(key.path("id").asText()).isEqualTo(id);
            assertThat(key.has("key")).isFalse();
        });
        Api reader = new Api(platform.platform().address(), made.path("key").asText());
        reader.get("/api/v1/webhooks").expecting(200);
        reader.post("/api/v1/events", "{}").expecting(403);
        to.delete("/api-keys/" + id);
        reader.get("/api/v1/webhooks").expecting(401);
        String other = to.lanonasis() ? "continuum" : "lanonasis";
        assertThat(to.refused(
                        "POST",
                        "/api-keys",
                        "{\"tenant_id\": \"%s\", \"dialect\": \"%s\"}".formatted(tenant, other),
                        409))
                .isEqualTo("dialect_conflict");
    }
}
