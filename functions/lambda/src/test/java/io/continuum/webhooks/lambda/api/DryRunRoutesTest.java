package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DryRunRoutesTest {
    private static final String WEBHOOK =
            "{\"url\": \"%s\", \"events\": [\"sync.failed\"], \"uid\": \"lamp\", \"active\": true}";
    private static final String EVENT =
            "{\"event\": \"memory.created\", \"id\": \"evt_of_mine\", \"data\": {\"b\": 1.0, \"a\": \"ä\"}}";

    @Test
    void answers_the_exact_request_and_leaves_nothing_behind() {
        ApiWorld world = ApiWorld.quiet();
        Client client = world.client("acme");
        client.post("/webhooks", WEBHOOK.formatted("https://a.example/in?x=1"));
        String before = world.everything("acme");

        JsonNode request = client.post("/webhooks/lamp/dry-run", EVENT).json();

        String body = "{\"data\":{\"a\":\"ä\",\"b\":1},\"event\":\"memory.created\",\"tenant_id\":\"acme\","
                + "\"timestamp\":\"2025-12-06T12:00:00Z\"}";
        assertThat(request.path("url").asText()).isEqualTo("https://a.example/in?x=1");
        assertThat(request.path("body").asText()).isEqualTo(body);
        assertThat(Base64.getDecoder().decode(request.path("body_base64").asText()))
                .isEqualTo(body.getBytes(StandardCharsets.UTF_8));
        assertThat(request.at("/headers/X-Continuum-Event").asText()).isEqualTo("memory.created");
        assertThat(world.everything("acme")).isEqualTo(before);
        assertThat(client.get("/events/evt_of_mine").status()).isEqualTo(404);
    }

    @Test
    void what_is_sent_afterwards_is_what_was_answered() {
        try (Receiver receiver = Receiver.answering(200)) {
            ApiWorld world = ApiWorld.sending(receiver.sender());
            Client client = world.client("acme");
            client.post("/webhooks", WEBHOOK.formatted(receiver.url()));

            JsonNode dry = client.post("/webhooks/lamp/dry-run", EVENT).json();
            client.post("/webhooks/lamp/test");

            Receiver.Received sent = receiver.received().getFirst();
            dry.path("headers")
                    .fieldNames()
                    .forEachRemaining(
                            name -> assertThat(sent.header(name)).as(name).isNotEmpty());
            assertThat(sent.header("User-Agent"))
                    .isEqualTo(dry.at("/headers/User-Agent").asText());
        }
    }

    @Test
    void credentials_are_masked() {
        ApiWorld world = ApiWorld.quiet();
        Client client = world.client("acme");
        client.post("/webhooks", WEBHOOK.formatted("https://a.example/"));
        Webhook webhook = world.webhooks.all(new TenantId("acme")).getFirst();
        Secret secret = new Secret("a-secret-nobody-may-see");
        Credentials credentials = Credentials.of(secret)
                .withHeaders(Map.of("authorization", "Bearer hidden-token", "x-own", "hidden-too"));
        world.vault.put(webhook.key(), "0198c5f2-aaaa-4000-8000-000000000009", credentials);
        Webhook.Wire wire =
                new Webhook.Wire(new BrainBotFormat(), SignatureScheme.HMAC, List.of("authorization", "x-own"), true);
        Rewired.store(
                world.webhooks,
                webhook,
                wire,
                Webhook.SecretRef.of("0198c5f2-aaaa-4000-8000-000000000009", credentials));

        Answer answer = client.post("/webhooks/lamp/dry-run", EVENT);

        assertThat(answer.at("/headers/X-Webhook-Secret").asText()).isEqualTo("****");
        assertThat(answer.at("/headers/authorization").asText()).isEqualTo("****");
        assertThat(answer.at("/headers/x-own").asText()).isEqualTo("****");
        assertThat(answer.at("/headers/X-Webhook-Signature").asText()).matches("[0-9a-f]{64}");
        assertThat(answer.at("/body").asText()).contains("\"bot_version\":\"1.0.0\"", "\"event\":\"memory_added\"");
        assertThat(answer.text()).doesNotContain("hidden").doesNotContain(secret.value());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"event\": \"no.such\", \"data\": {}} | 422 | unknown_event_type",
                "{\"event\": \"custom.x\"} | 422 | invalid_fields",
                "{\"event\": \"custom.x\", \"data\": {}, \"more\": 1} | 422 | invalid_fields",
                "[] | 422 | invalid_fields",
                "{ | 400 | invalid_json"
            })
    void a_bad_event_is_refused_as_publishing_does(String body, int status, String code) {
        ApiWorld world = ApiWorld.quiet();
        Client client = world.client("acme");
        client.post("/webhooks", WEBHOOK.formatted("https://a.example/"));

        Answer dry = client.post("/webhooks/lamp/dry-run", body);
        Answer published = client.post("/events", body);

        assertThat(dry.status()).isEqualTo(status).isEqualTo(published.status());
        assertThat(dry.code()).isEqualTo(code).isEqualTo(published.code());
        assertThat(dry.pointers()).isEqualTo(published.pointers());
    }

    @Test
    void without_a_readable_secret_nothing_can_be_signed() {
        ApiWorld world = ApiWorld.quiet();
        Client client = world.client("acme");
        client.post("/webhooks", WEBHOOK.formatted("https://a.example/"));
        world.vault.delete(world.webhooks.all(new TenantId("acme")).getFirst().key());

        assertThat(client.post("/webhooks/lamp/dry-run", EVENT).status())
                .as("it may be on its way")
                .isEqualTo(503);
        world.now.advance(Duration.ofSeconds(60));
        assertThat(client.post("/webhooks/lamp/dry-run", EVENT).status()).isEqualTo(409);
        assertThat(client.post("/webhooks/lamp/rotate-secret").status()).isEqualTo(200);
        assertThat(client.post("/webhooks/lamp/dry-run", EVENT).status()).isEqualTo(200);
    }
}
