package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.core.contract.Parallel;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.idempotency.Idempotency;
import io.continuum.webhooks.core.idempotency.IdempotencyKey;
import io.continuum.webhooks.core.idempotency.KeyedRequest;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.webhook.OperatorLimits;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookRules;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
    private static final String EVENT = "{\"event\": \"custom.lights\", \"data\": {\"on\": true}}";
    private static final String WEBHOOK = "{\"url\": \"https://example.com/hook\", \"events\": [\"*\"]}";

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void a_hundred_concurrent_publishes_with_one_key_are_one_event() {
        Callable<Answer> publish = () -> post("/events", "k1", EVENT);

        List<Answer> answers =
                Parallel.all(Stream.generate(() -> publish).limit(100).toList());

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers.stream().map(answer -> answer.at("/id").asText())).containsOnly(id(answers.getFirst()));
        assertThat(world.published)
                .extracting(message -> message.event().id().value())
                .containsOnly(id(answers.getFirst()));
        assertThat(world.published)
                .filteredOn(message -> !message.possibleCopy())
                .hasSize(1);
    }

    @Test
    void a_key_of_another_publish_is_refused_with_other_content_only() {
        Answer first = post("/events", "k1", EVENT);
        world.now.set(ApiWorld.NOON.plusSeconds(60));

        assertThat(id(post("/events", "k1", EVENT))).isEqualTo(id(first));
        Answer other = post("/events", "k1", EVENT.replace("true", "false"));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(id(post("/events", "k2", EVENT))).isNotEqualTo(id(first));
    }

    @Test
    void an_own_id_goes_before_the_key() {
        String own = EVENT.replace("{\"event\"", "{\"id\": \"mine\", \"event\"");

        assertThat(id(post("/events", "k1", own))).isEqualTo("mine");
        assertThat(post("/events", "k2", own.replace("true", "false")).code()).isEqualTo("event_id_conflict");
    }

    @Test
    void tenants_have_keys_of_their_own_and_both_bases_are_one_path() {
        Answer first = post("/events", "k1", EVENT);
        Client other = world.client("other");

        assertThat(id(send(other, "/api/v1/events", "k1", EVENT))).isNotEqualTo(id(first));
        assertThat(id(send(client, "/v1/events", "k1", EVENT))).isEqualTo(id(first));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "schlüssel"})
    void a_key_that_is_none_is_refused(String key) {
        assertThat(post("/events", key, EVENT).code()).isEqualTo("invalid_idempotency_key");
        assertThat(post("/webhooks", key, WEBHOOK).code()).isEqualTo("invalid_idempotency_key");
        assertThat(post("/events", "k".repeat(256), EVENT).status()).isEqualTo(422);
        assertThat(post("/events", "k".repeat(255), EVENT).status()).isEqualTo(202);
        assertThat(world.published).hasSize(1);
    }

    @Test
    void a_repeated_registration_is_answered_with_the_secret_masked() {
        Answer first = post("/webhooks", "k1", WEBHOOK);
        Answer again =
                send(client, "/v1/webhooks", "k1", "{\"events\": [\"*\"], \"url\": \"https://example.com/hook\"}");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.headers()).containsEntry("Idempotent-Replayed", "true");
        assertThat(again.headers().get("ETag")).isEqualTo(first.headers().get("ETag"));
        assertThat(first.headers()).doesNotContainKey("Idempotent-Replayed");
        assertThat(id(again)).isEqualTo(id(first));
        String secret = first.at("/secret").asText();
        assertThat(again.at("/secret").asText()).isEqualTo("whs_****" + secret.substring(secret.length() - 4));
        assertThat(again.json().has("standard_secret")).isFalse();
        assertThat(world.webhooks.all(new TenantId("acme"))).hasSize(1);
    }

    @Test
    void a_repeat_that_the_first_run_overtakes_leaves_its_webhook_and_its_secret() throws Exception {
        WebhookKey key = new WebhookKey(new TenantId("acme"), WebhookId.derived(ApiWorld.NOON, "run"));
        OptionalInt none = OptionalInt.empty();
        WebhookRules one = new OperatorLimits(none, none, none, OptionalInt.of(1), none)
                .rules(Dialect.CONTINUUM, new UrlPolicy(false));
        JsonNode body = new ObjectMapper().readTree(WEBHOOK);
        RegisterWebhook register = world.api.webhooks().register();
        world.webhooks.whenAnnounced(() -> register.again(key, body, one));

        Result<RegisterWebhook.Registered> repeated = register.again(key, body, one);

        Webhook made = world.webhooks.find(key).orElseThrow();
        assertThat(world.vault.get(key, made.secret().version()).current().ending())
                .isEqualTo(made.secret().lastFour());
        assertThat(repeated).isInstanceOf(Result.Ok.class);
    }

    @Test
    void a_masked_secret_shows_no_more_than_anywhere_else() {
        String own = WEBHOOK.replace("{", "{\"secret\": \"äöüßäöüß\", ");
        Answer first = post("/webhooks", "k1", own);

        assertThat(post("/webhooks", "k1", own).at("/secret").asText())
                .isEqualTo(client.get("/webhooks/" + id(first)).at("/secret").asText())
                .isEqualTo("whs_****üß");
    }

    @Test
    void a_dry_run_keeps_nothing_of_its_event_whatever_its_key() {
        String path = "/webhooks/" + id(post("/webhooks", "k1", WEBHOOK)) + "/dry-run";

        Answer first = post(path, "k1", EVENT);

        assertThat(post(path, "k1", EVENT.replace("true", "false")).status())
                .isEqualTo(first.status())
                .isEqualTo(200);
    }

    @Test
    void what_is_kept_has_no_secret_and_no_key() {
        String secret = post("/webhooks", "k1", WEBHOOK).at("/secret").asText();
        Client admin = world.admin();
        Answer key = send(admin, "/api/v1/api-keys", "k1", "{\"tenant_id\": \"new\"}");
        Answer again = send(admin, "/api/v1/api-keys", "k1", "{\"tenant_id\": \"new\"}");

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().has("key")).isFalse();
        assertThat(again.at("/id")).isEqualTo(key.at("/id"));
        assertThat(world.idempotency.everything())
                .contains(id(key))
                .doesNotContain(secret)
                .doesNotContain(key.at("/key").asText());
    }

    @Test
    void another_body_under_a_known_key_is_refused_and_makes_nothing() {
        post("/webhooks", "k1", WEBHOOK);

        Answer other = post("/webhooks", "k1", WEBHOOK.replace("hook", "hook2"));

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_key_reused");
        assertThat(world.webhooks.all(new TenantId("acme"))).hasSize(1);
    }

    @Test
    void a_refused_request_frees_its_key() {
        assertThat(post("/webhooks", "k1", "{\"url\": \"nonsense\"}").status()).isEqualTo(422);

        assertThat(post("/webhooks", "k1", WEBHOOK).status()).isEqualTo(201);
    }

    @Test
    void while_the_first_one_runs_others_are_told_to_come_again() {
        world.idempotency.begin(request());

        Answer busy = post("/webhooks", "k1", WEBHOOK);

        assertThat(busy.status()).isEqualTo(409);
        assertThat(busy.code()).isEqualTo("idempotency_in_progress");
        assertThat(busy.headers()).containsKey("Retry-After");
        world.now.set(ApiWorld.NOON.plus(Idempotency.LEASE));
        assertThat(post("/webhooks", "k1", WEBHOOK).status()).isEqualTo(201);
    }

    @Test
    void a_repeat_after_a_crash_makes_no_second_webhook() {
        Begun.Started crashed = (Begun.Started) world.idempotency.begin(request());
        Answer first = post("/webhooks", "k0", WEBHOOK);
        world.idempotency.release(request(), crashed, false);
        Answer made = post("/webhooks", "k1", WEBHOOK);
        forget(crashed);

        Answer again = post("/webhooks", "k1", WEBHOOK);

        assertThat(id(again)).isEqualTo(id(made)).isNotEqualTo(id(first));
        assertThat(again.at("/secret")).isEqualTo(made.at("/secret"));
        assertThat(world.webhooks.all(new TenantId("acme"))).hasSize(2);
    }

    /** As if the process had died between making the webhook and remembering its answer. */
    private void forget(Begun.Started run) {
        world.idempotency.forgetAnswer(request());
        assertThat(((Begun.Started) world.idempotency.begin(request())).run()).isEqualTo(run.run());
        world.now.set(world.now.instant().plus(Idempotency.LEASE));
    }

    @Test
    void a_batch_is_published_once_by_key_and_position() {
        String batch = "{\"events\": [%s, %s]}".formatted(EVENT, EVENT);

        Answer first = post("/events/batch", "k1", batch);
        Answer again = post("/events/batch", "k1", batch);

        assertThat(again.text()).isEqualTo(first.text());
        Set<String> ids = new HashSet<>();
        first.json().path("events").forEach(event -> ids.add(event.path("id").asText()));
        assertThat(ids).hasSize(2);
        Answer other = post("/events/batch", "k1", batch.replaceFirst("true", "false"));
        assertThat(other.at("/events/0/error/code").asText()).isEqualTo("idempotency_key_reused");
        assertThat(other.at("/events/1/id")).isEqualTo(first.at("/events/1/id"));
    }

    @Test
    @Tag("T43")
    void an_event_that_may_not_be_queued_is_sent_again_under_its_key() {
        world.publishing.set(_ -> {
            throw new Unavailable("sqs");
        });
        assertThat(post("/events", "k1", EVENT).status()).isEqualTo(503);
        world.publishing.set(world.published::add);

        assertThat(post("/events", "k1", EVENT).status()).isEqualTo(202);
        assertThat(world.published).hasSize(1);
    }

    private static KeyedRequest request() {
        JsonNode body = ((Parsed.Ok) StrictJson.parse(WEBHOOK.getBytes(StandardCharsets.UTF_8))).node();
        return new KeyedRequest(
                new TenantId("acme"),
                "/webhooks",
                new IdempotencyKey("k1"),
                KeyHash.of(CanonicalJson.of(body).text()).hex());
    }

    private static String id(Answer answer) {
        return answer.at("/id").asText();
    }

    private Answer post(String path, String key, String body) {
        return send(client, "/api/v1" + path, key, body);
    }

    private static Answer send(Client by, String path, String key, String body) {
        APIGatewayProxyRequestEvent event = Client.event(
                "POST",
                path,
                Map.of(
                        "Authorization",
                        "Bearer " + by.key(),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key),
                body);
        return by.send(event);
    }
}
