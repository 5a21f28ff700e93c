package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook's own headers: names in its configuration, values in the vault and nowhere else. */
class OwnHeadersTest {
    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @BeforeEach
    void one_webhook() {
        Answer made = client.post(
                "/webhooks",
                "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\","
                        + " \"headers\": {\"Authorization\": \"Bearer first-token\", \"X-Team\": \"blue-team\"}}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
    }

    @Test
    void values_are_kept_in_the_vault_and_shown_nowhere() {
        assertThat(credentials().headers())
                .isEqualTo(Map.of("authorization", "Bearer first-token", "x-team", "blue-team"));
        assertThat(client.get("/webhooks").text()).doesNotContain("first-token").doesNotContain("blue-team");
        assertThat(client.get("/webhooks/lamp").at("/headers").toString())
                .isEqualTo("{\"authorization\":\"****\",\"x-team\":\"****\"}");
        assertNothingShown("first-token", "blue-team");
    }

    @Test
    void patch_merges_by_name_whatever_the_case_and_null_removes() {
        Answer changed = client.patch(
                "/webhooks/lamp",
                "{\"headers\": {\"AUTHORIZATION\": \"Bearer second\", \"x-team\": null, \"X-New\": \"\"}}");

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(changed.at("/headers").toString()).isEqualTo("{\"authorization\":\"****\",\"x-new\":\"****\"}");
        assertThat(credentials().headers()).isEqualTo(Map.of("authorization", "Bearer second", "x-new", ""));
        assertNothingShown("second", "first-token");
    }

    @Test
    void put_replaces_all_of_them_and_four_stars_keep_a_value() {
        Answer changed = client.put("/webhooks/lamp", "{\"headers\": {\"X-TEAM\": \"****\", \"X-Other\": \"v\"}}");

        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
        assertThat(credentials().headers()).isEqualTo(Map.of("x-team", "blue-team", "x-other", "v"));
    }

    @Test
    void null_and_an_empty_object_remove_all_of_them() {
        client.put("/webhooks/lamp", "{\"headers\": {}}");
        assertThat(credentials().headers()).isEmpty();
        assertThat(client.get("/webhooks/lamp").at("/headers").toString()).isEqualTo("{}");

        client.patch("/webhooks/lamp", "{\"headers\": {\"X-A\": \"a\"}}");
        client.patch("/webhooks/lamp", "{\"headers\": null}");
        assertThat(credentials().headers()).isEmpty();
    }

    @Test
    void a_change_of_headers_is_a_new_version_beside_the_old_one() {
        Webhook before = webhook(world, "lamp");
        Credentials old = credentials(world, before);

        client.patch("/webhooks/lamp", "{\"headers\": {\"X-Team\": \"red\"}}");

        Webhook after = webhook(world, "lamp");
        assertThat(after.version()).isEqualTo(2);
        assertThat(after.secret().version()).isNotEqualTo(before.secret().version());
        assertThat(credentials(world, after).secrets()).isEqualTo(old.secrets());
        assertThat(credentials(world, before)).isEqualTo(old);
    }

    @Test
    void what_does_not_touch_them_and_what_says_the_same_again_keeps_the_version() {
        Webhook before = webhook(world, "lamp");

        client.patch("/webhooks/lamp", "{\"name\": \"n\"}");
        client.patch("/webhooks/lamp", "{\"headers\": {\"x-team\": \"blue-team\", \"authorization\": \"****\"}}");

        assertThat(webhook(world, "lamp").secret()).isEqualTo(before.secret());
        assertThat(webhook(world, "lamp").version()).isEqualTo(3);
    }

    @Test
    void twenty_are_allowed_and_merging_counts_them_all() {
        String eighteen = IntStream.range(0, 18)
                .mapToObj(i -> "\"X-H%d\": \"v\"".formatted(i))
                .collect(Collectors.joining(","));

        assertThat(client.patch("/webhooks/lamp", "{\"headers\": {" + eighteen + "}}")
                        .status())
                .isEqualTo(200);
        Answer refused = client.patch("/webhooks/lamp", "{\"headers\": {\"X-More\": \"v\"}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.pointers()).containsExactly("/headers");
        assertThat(credentials().headers()).hasSize(20);
    }

    @Test
    void a_change_that_comes_between_is_not_lost() {
        world.webhooks.whenAnnounced(() -> client.patch("/webhooks/lamp", "{\"headers\": {\"X-Other\": \"o\"}}"));

        Answer changed = client.patch("/webhooks/lamp", "{\"headers\": {\"X-Team\": \"red\"}}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(credentials().headers())
                .isEqualTo(Map.of("authorization", "Bearer first-token", "x-team", "red", "x-other", "o"));
        assertThat(webhook(world, "lamp").version()).isEqualTo(3);
    }

    @Test
    void a_stale_if_match_leaves_vault_and_webhook_as_they_were() {
        var event = client.event("PATCH", "/webhooks/lamp", "{\"headers\": {\"X-Team\": \"red\"}}");
        event.getHeaders().put("If-Match", "\"7\"");
        Webhook before = webhook(world, "lamp");

        assertThat(client.send(event.withMultiValueHeaders(Map.of())).status()).isEqualTo(412);

        assertThat(webhook(world, "lamp")).isEqualTo(before);
        assertThat(credentials().headers()).containsEntry("x-team", "blue-team");
    }

    @Test
    void a_webhook_deleted_meanwhile_is_gone_and_its_secret_is_left_to_the_maintenance_function() {
        WebhookKey key = webhook(world, "lamp").key();
        world.webhooks.whenAnnounced(() -> client.delete("/webhooks/lamp"));

        Answer gone = client.patch("/webhooks/lamp", "{\"headers\": {\"X-Team\": \"red\"}}");

        assertThat(gone.status()).isEqualTo(404);
        assertThat(world.halfMade()).containsExactly(key);
    }

    @Test
    void a_webhook_deleted_while_its_secret_is_rotated_leaves_it_to_the_maintenance_function() {
        WebhookKey key = webhook(world, "lamp").key();
        world.webhooks.whenAnnounced(() -> client.delete("/webhooks/lamp"));

        Answer gone = client.post("/webhooks/lamp/rotate-secret");

        assertThat(gone.status()).isEqualTo(404);
        assertThat(world.halfMade()).containsExactly(key);
    }

    @Test
    void a_lost_secret_asks_for_a_rotation_first() {
        world.vault.delete(webhook(world, "lamp").key());

        Answer refused = client.patch("/webhooks/lamp", "{\"headers\": {\"X-Team\": \"red\"}}");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(client.patch("/webhooks/lamp", "{\"name\": \"n\"}").status()).isEqualTo(200);
    }

    private Credentials credentials() {
        return credentials(world, webhook(world, "lamp"));
    }

    private void assertNothingShown(String... values) {
        for (String value : values) {
            assertThat(world.journal.lines().toString()).doesNotContain(value);
            assertThat(world.everything("acme")).doesNotContain(value);
        }
    }

    static Webhook webhook(ApiWorld world, String uid) {
        TenantId tenant = new TenantId("acme");
        WebhookId id = world.webhooks.findByUid(tenant, uid).orElseThrow();
        return world.webhooks.find(new WebhookKey(tenant, id)).orElseThrow();
    }

    static Credentials credentials(ApiWorld world, Webhook webhook) {
        return world.vault.get(webhook.key(), webhook.secret().version());
    }
}
