package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.tenant.Allowance;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Duration;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What makes much work is taken so often in a minute and no more. */
class RateLimitsTest {
    private static final String HOOK = "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"%s\"}";
    private static final String EVENT = "{\"event\": \"custom.x\", \"data\": {}}";
    private static final String SINCE = "{\"since\": \"2025-12-06T11:00:00Z\", \"dry_run\": true}";

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme", Set.of(Scope.values()));
    private final String one = made(client, "one");

    private static String made(Client of, String uid) {
        return of.post("/webhooks", HOOK.formatted(uid)).at("/id").asText();
    }

    private Answer ask(Client by, Allowance allowance, String webhook) {
        return switch (allowance) {
            case TEST -> by.post("/webhooks/" + webhook + "/test");
            case DRY_RUN -> by.post("/webhooks/" + webhook + "/dry-run", EVENT);
            case RETRY -> by.post("/webhooks/" + webhook + "/retry/" + dead(webhook));
            case RECOVER -> by.post("/webhooks/" + webhook + "/recover", SINCE);
            case REDRIVE -> by.post("/dead-letters/redrive", "{\"delivery_ids\": [\"dlv_" + "0".repeat(26) + "\"]}");
        };
    }

    private String dead(String webhook) {
        WebhookKey key = new WebhookKey(
                new TenantId("acme"),
                WebhookId.parse(webhook).orElse(WebhookId.parse(one).orElseThrow()));
        Delivery given = Deliveries.dead(Deliveries.first(key, "evt_of_acme", "custom.x", ApiWorld.NOON));
        world.log.write(null, given);
        return given.key().delivery().toString();
    }

    @ParameterizedTest
    @EnumSource(Allowance.class)
    void one_webhook_has_its_allowance_and_the_next_one_is_refused_until_the_minute_ends(Allowance allowance) {
        world.now.advance(Duration.ofSeconds(20));
        for (int i = 0; i < allowance.ofWebhook(); i++) {
            assertThat(ask(client, allowance, one).status()).isNotEqualTo(429);
        }

        Answer refused = ask(client, allowance, one);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too_many_requests");
        assertThat(refused.headers()).containsEntry("Retry-After", "40");

        world.now.advance(Duration.ofSeconds(40));
        assertThat(ask(client, allowance, one).status()).isNotEqualTo(429);
    }

    @Test
    void a_uid_is_no_second_allowance() {
        IntStream.range(0, Allowance.TEST.ofWebhook()).forEach(_ -> ask(client, Allowance.TEST, one));

        assertThat(ask(client, Allowance.TEST, "one").status()).isEqualTo(429);
    }

    @Test
    void a_tenant_has_an_allowance_over_all_its_webhooks() {
        String two = made(client, "two");
        String three = made(client, "three");
        IntStream.range(0, Allowance.TEST.ofTenant() / 2).forEach(_ -> {
            ask(client, Allowance.TEST, one);
            ask(client, Allowance.TEST, two);
        });

        assertThat(ask(client, Allowance.TEST, three).status()).isEqualTo(429);
    }

    @Test
    void another_tenant_is_not_held_up() {
        Client other = world.client("other");
        String own = made(other, "own");
        IntStream.rangeClosed(0, Allowance.TEST.ofWebhook()).forEach(_ -> ask(client, Allowance.TEST, one));

        assertThat(ask(other, Allowance.TEST, own).status()).isEqualTo(200);
    }

    @Test
    void lanonasis_is_refused_in_its_own_form() {
        Client lanonasis = world.lanonasis("lan");
        String own = lanonasis
                .post("/webhooks", HOOK.formatted("lan"))
                .at("/data/id")
                .asText();
        IntStream.range(0, Allowance.TEST.ofWebhook()).forEach(_ -> ask(lanonasis, Allowance.TEST, own));

        Answer refused = ask(lanonasis, Allowance.TEST, own);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.at("/success").asBoolean(true)).isFalse();
        assertThat(refused.at("/error/code").asText()).isEqualTo("too_many_requests");
        assertThat(refused.headers()).containsEntry("Retry-After", "60");
    }

    @Test
    void an_unknown_webhook_takes_nothing() {
        IntStream.range(0, Allowance.TEST.ofTenant())
                .forEach(_ -> assertThat(ask(client, Allowance.TEST, "unknown").status())
                        .isEqualTo(404));

        assertThat(ask(client, Allowance.TEST, one).status()).isEqualTo(200);
    }

    private Answer refused(Allowance allowance) {
        return switch (allowance) {
            case TEST -> client.post("/webhooks/unknown/test");
            case DRY_RUN -> client.post("/webhooks/" + one + "/dry-run", "{\"event\": \"custom.x\"}");
            case RETRY -> client.post("/webhooks/" + one + "/retry/no-id");
            case RECOVER -> client.post("/webhooks/" + one + "/recover", "{}");
            case REDRIVE -> client.post("/dead-letters/redrive", "{}");
        };
    }

    @ParameterizedTest
    @EnumSource(Allowance.class)
    void a_request_that_is_refused_for_what_it_asks_is_not_counted(Allowance allowance) {
        for (int i = 0; i <= allowance.ofTenant(); i++) {
            assertThat(refused(allowance).status()).isIn(404, 422);
        }

        assertThat(ask(client, allowance, one).status()).isNotEqualTo(429);
    }

    @Test
    void no_webhook_has_more_than_its_tenant() {
        assertThat(Allowance.values())
                .allMatch(allowance -> allowance.ofWebhook() > 0 && allowance.ofWebhook() <= allowance.ofTenant());
    }
}
