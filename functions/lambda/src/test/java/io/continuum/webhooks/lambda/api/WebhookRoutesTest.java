package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.webhook.OperatorLimits;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRoutesTest {
    /** Seed 001, "Register a Webhook". */
    private static final String QUICK_START = """
            {"url": "https://your-app.com/webhooks/continuum",
             "events": ["memory.created", "sync.completed"],
             "name": "Production Webhook"}
            """;

    private static final List<String> NAMES = List.of(
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

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void the_quick_start_makes_a_webhook_and_shows_its_secret_once() {
        Answer made = client.post("/webhooks", QUICK_START);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/id").asText()).matches("wh_[0-9a-z]{26}");
        assertThat(made.at("/url").asText()).isEqualTo("https://your-app.com/webhooks/continuum");
        assertThat(made.at("/events").toString()).isEqualTo("[\"memory.created\",\"sync.completed\"]");
        assertThat(made.at("/active").booleanValue()).isTrue();
        assertThat(made.at("/created_at").asText()).isEqualTo("2025-12-06T12:00:00Z");
        Secret secret = new Secret(made.at("/secret").asText());
        assertThat(secret.value()).startsWith("whs_").hasSize(47);
        assertThat(made.at("/standard_secret").asText()).isEqualTo(secret.standardSecret());
        assertThat(made.headers()).containsEntry("ETag", "\"1\"");

        Answer read = client.get("/webhooks/" + made.at("/id").asText());
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.at("/secret").asText()).isEqualTo(secret.masked());
        assertThat(read.text()).doesNotContain(secret.value()).doesNotContain("standard_secret");
    }

    @Test
    void a_webhook_has_every_name_in_every_answer() {
        Answer made = client.post("/webhooks", QUICK_START);
        String path = "/webhooks/" + made.at("/id").asText();
        List<String> withSecret = new ArrayList<>(NAMES);
        withSecret.add("standard_secret");

        assertThat(names(made.json())).containsExactlyInAnyOrderElementsOf(withSecret);
        assertThat(names(client.get(path).json())).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(names(client.patch(path, "{\"name\": \"b\"}").json())).containsExactlyInAnyOrderElementsOf(NAMES);
        assertThat(names(client.get("/webhooks").at("/webhooks/0"))).containsExactlyInAnyOrderElementsOf(NAMES);
    }

    @Test
    void what_was_not_said_has_its_default() {
        JsonNode webhook = client.post("/webhooks", QUICK_START).json();

        assertThat(webhook.path("uid").isNull()).isTrue();
        assertThat(webhook.path("description").asText()).isEmpty();
        assertThat(webhook.path("disabled_reason").isNull()).isTrue();
        assertThat(webhook.path("format").asText()).isEqualTo("continuum");
        assertThat(webhook.path("signing").asText()).isEqualTo("hmac");
        assertThat(webhook.path("retry_policy").isNull()).isTrue();
        assertThat(webhook.path("filters").toString()).isEqualTo("{}");
        assertThat(webhook.path("headers").toString()).isEqualTo("{}");
        assertThat(webhook.path("timeout_seconds").intValue()).isEqualTo(30);
        assertThat(webhook.path("max_concurrency").intValue()).isEqualTo(10);
        assertThat(webhook.path("rate_limit_per_minute").isNull()).isTrue();
        assertThat(webhook.path("metadata").toString()).isEqualTo("{}");
        assertThat(webhook.path("failure_count").intValue()).isZero();
        assertThat(webhook.path("last_triggered_at").isNull()).isTrue();
        assertThat(webhook.path("breaker").toString())
                .isEqualTo("{\"state\":\"closed\",\"opened_at\":null,\"next_probe_at\":null}");
    }

    @Test
    void what_was_said_is_answered_as_it_was_said() {
        JsonNode webhook = client.post("/webhooks", """
                        {"url": "https://a.example/x?y=1", "events": ["memory.*", "custom.lights"], "uid": "lamp",
                         "name": "n", "description": "d", "secret": "sixteen-bytes-ok", "active": false,
                         "format": "continuum", "retry_policy": {"max_attempts": 3, "max_delay": 100},
                         "timeout_seconds": 5, "max_concurrency": 2, "rate_limit_per_minute": 60,
                         "metadata": {"big": 12345678901234567890, "team": {"ä": [1.50]}}}
                        """).json();

        assertThat(webhook.path("url").asText()).isEqualTo("https://a.example/x?y=1");
        assertThat(webhook.path("events").toString()).isEqualTo("[\"memory.*\",\"custom.lights\"]");
        assertThat(webhook.path("uid").asText()).isEqualTo("lamp");
        assertThat(webhook.path("secret").asText()).isEqualTo("sixteen-bytes-ok");
        assertThat(webhook.path("active").booleanValue()).isFalse();
        assertThat(webhook.path("retry_policy").toString()).isEqualTo("{\"max_attempts\":3,\"max_delay\":100}");
        assertThat(webhook.path("timeout_seconds").intValue()).isEqualTo(5);
        assertThat(webhook.path("max_concurrency").intValue()).isEqualTo(2);
        assertThat(webhook.path("rate_limit_per_minute").intValue()).isEqualTo(60);
        assertThat(webhook.path("metadata").toString())
                .isEqualTo("{\"big\":12345678901234567890,\"team\":{\"ä\":[1.5]}}");
    }

    @Test
    void a_webhook_is_found_by_both_ids_and_by_its_uid() {
        String id = client.post("/webhooks", withUid("lamp")).at("/id").asText();

        assertThat(client.get("/webhooks/lamp").at("/id").asText()).isEqualTo(id);
        assertThat(client.get("/webhooks/la%6Dp").at("/id").asText()).isEqualTo(id);
        assertThat(client.get("/webhooks/" + id.replace("wh_", "webhook_"))
                        .at("/id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void a_taken_uid_is_a_conflict_and_leaves_nothing_behind() {
        client.post("/webhooks", withUid("lamp"));

        Answer second = client.post("/webhooks", withUid("lamp"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("uid_taken");
        assertThat(world.vault.size()).isEqualTo(1);
    }

    @Test
    void too_many_creations_are_told_when_to_come_back() {
        OptionalInt unset = OptionalInt.empty();
        world.limits.set(new OperatorLimits(unset, unset, unset, OptionalInt.of(3), unset));
        for (int i = 0; i < 3; i++) {
            assertThat(client.post("/webhooks", QUICK_START).status()).isEqualTo(201);
        }

        world.now.advance(Duration.ofMinutes(53));

        Answer refused = client.post("/webhooks", QUICK_START);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_creations");
        assertThat(refused.headers()).containsEntry("Retry-After", "420");
    }

    @Test
    void patch_changes_what_it_names_and_merges_metadata() {
        client.post("/webhooks", withUid("lamp").replace("}", ", \"metadata\": {\"a\": 1, \"b\": 2}}"));
        world.now.set(ApiWorld.NOON.plusMillis(1_250));

        Answer changed = client.patch("/webhooks/lamp", "{\"name\": \"new\", \"metadata\": {\"a\": null, \"c\": 3}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/name").asText()).isEqualTo("new");
        assertThat(changed.at("/url").asText()).isEqualTo("https://a.example/");
        assertThat(changed.at("/metadata").toString()).isEqualTo("{\"b\":2,\"c\":3}");
        assertThat(changed.at("/updated_at").asText()).isEqualTo("2025-12-06T12:00:01.250Z");
        assertThat(changed.headers()).containsEntry("ETag", "\"2\"");
    }

    @Test
    void put_replaces_what_it_names_and_leaves_the_rest() {
        client.post("/webhooks", withUid("lamp").replace("}", ", \"metadata\": {\"a\": 1, \"b\": 2}}"));

        Answer changed = client.put("/webhooks/lamp", "{\"metadata\": {\"c\": 3}}");

        assertThat(changed.at("/metadata").toString()).isEqualTo("{\"c\":3}");
        assertThat(changed.at("/uid").asText()).isEqualTo("lamp");
    }

    @Test
    void delete_answers_nothing_and_takes_the_secret_with_it() {
        client.post("/webhooks", withUid("lamp"));

        Answer gone = client.delete("/webhooks/lamp");

        assertThat(gone.status()).isEqualTo(204);
        assertThat(gone.text()).isEmpty();
        assertThat(client.get("/webhooks/lamp").status()).isEqualTo(404);
        assertThat(client.delete("/webhooks/lamp").status()).isEqualTo(404);
        assertThat(world.vault.size()).isZero();
    }

    @Test
    void a_secret_with_characters_beyond_ascii_can_be_shown_masked() {
        String id = client.post(
                        "/webhooks",
                        "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"secret\": \"😀😀😀😀😀😀\"}")
                .at("/id")
                .asText();

        assertThat(client.get("/webhooks/" + id).at("/secret").asText()).isEqualTo("whs_****😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whpk_", "whsk_"})
    void a_secret_that_begins_as_a_key_of_a_pair_is_refused_with_the_reason(String beginning) {
        String body = "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"secret\": \"%s0123456789abcdef\"}";

        Answer refused = client.post("/webhooks", body.formatted(beginning));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/secret");
        assertThat(refused.at("/errors/0/detail").asText()).contains("whpk_", "whsk_");
        assertThat(refused.text()).doesNotContain("0123456789abcdef");
        assertThat(world.vault.size()).isZero();
        assertThat(client.post("/webhooks", body.formatted("whsec_")).status()).isEqualTo(201);
    }

    @Test
    void no_secret_reaches_the_log() {
        String secret = client.post("/webhooks", QUICK_START).at("/secret").asText();

        assertThat(world.journal.lines().toString()).isNotEmpty().doesNotContain(secret);
        List<Webhook> stored = world.webhooks.all(new TenantId("acme"));
        assertThat(stored.toString()).doesNotContain(secret);
    }

    private static String withUid(String uid) {
        return "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"" + uid + "\"}";
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
