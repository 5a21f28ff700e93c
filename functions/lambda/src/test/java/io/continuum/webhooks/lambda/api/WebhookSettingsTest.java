package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Filters, signing, retry policies and formats; {@link OwnHeadersTest} has the headers. */
class WebhookSettingsTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void everything_a_webhook_can_have_is_answered_as_it_was_said() {
        Answer made = client.post("/webhooks", """
                {"url": "https://a.example/", "events": ["memory.*"], "uid": "lamp", "active": false,
                 "format": "brain-bot", "signing": "ed25519", "send_raw_secret": true,
                 "retryPolicy": {"maxAttempts": 5, "initialDelay": 2, "backoffMultiplier": 1.5, "maxDelay": 60},
                 "filters": {"user_id": "user123", "n": 1.0,
                             "pattern": {"data": {"importance": [{"numeric": [">", 0.8]}]}}},
                 "headers": {"Authorization": "Bearer token-of-the-receiver", "X-Team": "blue"}}
                """);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        Answer read = client.get("/webhooks/lamp");
        for (Answer answer : List.of(made, read)) {
            assertThat(answer.at("/format").asText()).isEqualTo("brain-bot");
            assertThat(answer.at("/signing").asText()).isEqualTo("ed25519");
            assertThat(answer.at("/send_raw_secret").booleanValue()).isTrue();
            assertThat(answer.at("/retry_policy").toString())
                    .isEqualTo("{\"max_attempts\":5,\"initial_delay\":2,\"backoff_multiplier\":1.5,\"max_delay\":60}");
            assertThat(answer.at("/filters").toString())
                    .isEqualTo("{\"n\":1,\"pattern\":{\"data\":{\"importance\":[{\"numeric\":[\">\",0.8]}]}},"
                            + "\"user_id\":\"user123\"}");
            assertThat(answer.at("/headers").toString()).isEqualTo("{\"authorization\":\"****\",\"x-team\":\"****\"}");
            assertThat(answer.at("/active").booleanValue()).isFalse();
            assertThat(answer.text()).doesNotContain("token-of-the-receiver");
        }
        assertThat(made.at("/public_key").asText()).startsWith("whpk_");
    }

    @Test
    void the_secret_that_standard_libraries_take_is_the_one_that_signs() {
        String body = "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"format\": \"brain-bot\","
                + " \"secret\": \"a-secret-of-the-bot\", \"send_raw_secret\": ";
        Secret secret = new Secret("a-secret-of-the-bot");

        assertThat(client.post("/webhooks", body + "false}")
                        .at("/standard_secret")
                        .asText())
                .isEqualTo(secret.standardSecret());
        assertThat(client.post("/webhooks", body + "true}")
                        .at("/standard_secret")
                        .asText())
                .isEqualTo(secret.derivedStandardSecret());
    }

    @Test
    void the_request_of_lanonasis_documents_works_in_its_dialect() {
        Client lanonasis = lanonasis();

        Answer made = lanonasis.post("/webhooks", """
                {"url": "https://your-app.com/webhooks/lanonasis",
                 "events": ["memory.created", "memory.updated", "memory.deleted"],
                 "secret": "your-webhook-secret", "active": true,
                 "retryPolicy": {"maxAttempts": 3, "backoffMultiplier": 2, "maxDelay": 300},
                 "filters": {"user_id": "user123", "category": "important"}}
                """);

        assertThat(made.status()).as(made.text()).isEqualTo(201);
        assertThat(made.at("/data/filters").toString())
                .isEqualTo("{\"category\":\"important\",\"user_id\":\"user123\"}");
        assertThat(made.at("/data/retry_policy").toString())
                .isEqualTo("{\"max_attempts\":3,\"backoff_multiplier\":2,\"max_delay\":300}");
        assertThat(made.text()).doesNotContain("retryPolicy");
    }

    @Test
    void filters_are_merged_by_patch_and_replaced_by_put_and_null_removes_them() {
        create("\"filters\": {\"a\": 1, \"b\": {\"c\": 1}}");

        assertThat(filters(client.patch("/webhooks/lamp", "{\"filters\": {\"a\": null, \"b\": {\"d\": 2}}}")))
                .isEqualTo("{\"b\":{\"c\":1,\"d\":2}}");
        assertThat(filters(client.patch("/webhooks/lamp", "{\"name\": \"n\"}"))).isEqualTo("{\"b\":{\"c\":1,\"d\":2}}");
        assertThat(filters(client.put("/webhooks/lamp", "{\"filters\": {\"e\": true}}")))
                .isEqualTo("{\"e\":true}");
        assertThat(filters(client.patch("/webhooks/lamp", "{\"filters\": {\"e\": null}}")))
                .isEqualTo("{}");
        create("second", "\"filters\": {\"a\": 1}");
        assertThat(filters(client.put("/webhooks/second", "{\"filters\": null}")))
                .isEqualTo("{}");
        assertThat(webhook("second").settings().filter()).isNull();
    }

    @Test
    void numbers_of_a_retry_policy_are_merged_by_patch_under_both_names() {
        create("\"retry_policy\": {\"max_attempts\": 5, \"max_delay\": 60}");

        assertThat(policy(client.patch("/webhooks/lamp", "{\"retryPolicy\": {\"maxAttempts\": 7}}")))
                .isEqualTo("{\"max_attempts\":7,\"max_delay\":60}");
        assertThat(policy(client.patch("/webhooks/lamp", "{\"retry_policy\": {\"max_delay\": null}}")))
                .isEqualTo("{\"max_attempts\":7}");
        assertThat(policy(client.patch("/webhooks/lamp", "{\"retry_policy\": {\"preset\": \"standard\"}}")))
                .isEqualTo("{\"preset\":\"standard\"}");
        assertThat(policy(client.patch("/webhooks/lamp", "{\"retry_policy\": {\"max_delay\": 5}}")))
                .isEqualTo("{\"max_delay\":5}");
        assertThat(policy(client.put("/webhooks/lamp", "{\"retry_policy\": {\"schedule\": [0, 5]}}")))
                .isEqualTo("{\"schedule\":[0,5]}");
        assertThat(policy(client.patch("/webhooks/lamp", "{\"retryPolicy\": null}")))
                .isEqualTo("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\": \"standard\" | format | standard",
                "\"events\": [\"sync.failed\", \"memory_added\"] | events | [\"sync.failed\",\"memory_added\"]",
                "\"url\": \"https://b.example/x\" | url | https://b.example/x",
                "\"signing\": \"ed25519\" | signing | ed25519",
                "\"active\": false | active | false",
                "\"filters\": {\"a\": 2} | filters | {\"a\":2}",
                "\"timeout_seconds\": 7 | timeout_seconds | 7",
                "\"max_concurrency\": 3 | max_concurrency | 3",
                "\"rate_limit_per_minute\": 9 | rate_limit_per_minute | 9",
                "\"name\": \"n\" | name | n",
                "\"description\": \"d\" | description | d",
            })
    void each_setting_is_changed_by_patch_and_by_put(String change, String name, String expected) {
        create("\"name\": \"old\"");
        create("second", "\"filters\": {\"a\": 1}");

        for (Answer answer : List.of(
                client.patch("/webhooks/lamp", "{" + change + "}"),
                client.get("/webhooks/lamp"),
                client.put("/webhooks/second", "{" + change + "}"),
                client.get("/webhooks/second"))) {
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            String value = answer.json().path(name).isTextual()
                    ? answer.json().path(name).asText()
                    : answer.json().path(name).toString();
            assertThat(value).isEqualTo(expected);
        }
    }

    @Test
    void what_was_read_can_be_sent_back_and_changes_nothing() {
        create("\"filters\": {\"a\": 1}, \"headers\": {\"X-A\": \"value-of-a\"}, \"signing\": \"ed25519\","
                + " \"retry_policy\": {\"max_attempts\": 4}, \"metadata\": {\"m\": 1}, \"rate_limit_per_minute\": 5");
        Webhook before = webhook("lamp");
        ObjectNode body = (ObjectNode) client.get("/webhooks/lamp").json();
        body.remove(List.of("id", "disabled_reason", "secret", "created_at", "updated_at", "failure_count", "breaker"));
        body.remove(List.of("last_triggered_at", "last_success_at", "last_failure_at"));

        Answer put = client.put("/webhooks/lamp", body.toString());
        Answer patched = client.patch("/webhooks/lamp", body.toString());

        assertThat(put.status()).as(put.text()).isEqualTo(200);
        assertThat(patched.status()).as(patched.text()).isEqualTo(200);
        assertThat(webhook("lamp").settings()).isEqualTo(before.settings());
        assertThat(webhook("lamp").secret()).isEqualTo(before.secret());
    }

    @Test
    void a_key_pair_is_made_with_the_change_to_ed25519_and_stays() {
        create("\"headers\": {\"X-A\": \"value-of-a\"}");
        Webhook.SecretRef first = webhook("lamp").secret();

        client.patch("/webhooks/lamp", "{\"signing\": \"ed25519\"}");

        Webhook.SecretRef second = webhook("lamp").secret();
        assertThat(second.version()).isNotEqualTo(first.version());
        assertThat(second.lastFour()).isEqualTo(first.lastFour());
        assertThat(second.publicKeys()).hasSize(1);
        assertThat(OwnHeadersTest.credentials(world, webhook("lamp")).currentKey())
                .isPresent();
        assertThat(OwnHeadersTest.credentials(world, webhook("lamp")).headers()).containsEntry("x-a", "value-of-a");

        client.patch("/webhooks/lamp", "{\"signing\": null}");
        client.patch("/webhooks/lamp", "{\"signing\": \"ed25519\"}");
        assertThat(webhook("lamp").secret()).isEqualTo(second);
    }

    @Test
    void another_format_stops_the_sending_of_the_secret_and_does_not_bring_it_back() {
        create("\"format\": \"brain-bot\", \"send_raw_secret\": true");

        Answer other = client.patch("/webhooks/lamp", "{\"format\": \"continuum\"}");
        Answer back = client.patch("/webhooks/lamp", "{\"format\": \"brain-bot\"}");

        assertThat(other.json().has("send_raw_secret")).isFalse();
        assertThat(back.at("/send_raw_secret").booleanValue()).isFalse();
    }

    @Test
    void a_secret_that_no_header_carries_is_not_sent_in_one() {
        create("\"format\": \"brain-bot\", \"secret\": \"geheim-ä-geheim-ä\"");

        Answer refused = client.patch("/webhooks/lamp", "{\"send_raw_secret\": true}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.pointers()).containsExactly("/send_raw_secret");
        assertThat(webhook("lamp").version()).isEqualTo(1);
    }

    @Test
    void null_takes_every_setting_back_to_its_default() {
        create("\"format\": \"brain-bot\", \"signing\": \"ed25519\", \"send_raw_secret\": true, \"active\": false,"
                + " \"retry_policy\": {\"max_attempts\": 4}, \"filters\": {\"a\": 1}, \"headers\": {\"X-A\": \"a\"},"
                + " \"timeout_seconds\": 5, \"max_concurrency\": 2, \"rate_limit_per_minute\": 3,"
                + " \"metadata\": {\"m\": 1}, \"name\": \"n\", \"description\": \"d\"");
        client.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"]}");

        client.patch("/webhooks/lamp", """
                {"format": null, "signing": null, "send_raw_secret": null, "active": null, "retry_policy": null,
                 "filters": null, "headers": null, "timeout_seconds": null, "max_concurrency": null,
                 "rate_limit_per_minute": null, "metadata": null, "name": null, "description": null}
                """);

        Webhook fresh = world.webhooks.all(new TenantId("acme")).getLast();
        assertThat(webhook("lamp").settings()).isEqualTo(fresh.settings());
        assertThat(webhook("lamp").active()).isTrue();
    }

    private Client lanonasis() {
        String key = world.admin()
                .post("/api-keys", "{\"tenant_id\": \"lano\", \"dialect\": \"lanonasis\"}")
                .at("/key")
                .asText();
        return new Client(world.handler, key);
    }

    private void create(String more) {
        create("lamp", more);
    }

    private void create(String uid, String more) {
        Answer made = client.post(
                "/webhooks",
                "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"" + uid + "\", " + more + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    private Webhook webhook(String uid) {
        return OwnHeadersTest.webhook(world, uid);
    }

    private static String filters(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.at("/filters").toString();
    }

    private static String policy(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.at("/retry_policy").toString();
    }
}
