package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.signing.Hmac;
import io.continuum.webhooks.core.signing.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** POST /webhooks/{id}/rotate-secret, and what receivers and verifiers see of it as time goes by. */
class RotateSecretRoutesTest {
    private static final String EVENT = "{\"event\": \"memory.created\", \"data\": {\"memory_id\": \"m1\"}}";
    private static final String OLD = "the-old-secret-of-lamp";

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @BeforeEach
    void one_webhook() {
        client.post("/webhooks", """
                {"url": "https://a.example/", "events": ["*"], "uid": "lamp", "secret": "%s"}""".formatted(OLD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whpk_", "whsk_"})
    void a_secret_that_begins_as_a_key_of_a_pair_is_refused_with_the_reason(String beginning) {
        Answer refused = client.post(
                "/webhooks/lamp/rotate-secret", "{\"secret\": \"%s0123456789abcdef\"}".formatted(beginning));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors/0/pointer").asText()).isEqualTo("/secret");
        assertThat(refused.at("/errors/0/detail").asText()).contains("whpk_", "whsk_");
        assertThat(client.get("/webhooks/lamp").at("/secret").asText()).isEqualTo(new Secret(OLD).masked());
    }

    @Test
    void answers_the_webhook_with_its_new_secret_in_full_once() {
        Answer rotated = client.post("/webhooks/lamp/rotate-secret");

        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.headers()).containsEntry("ETag", "\"2\"");
        Secret secret = new Secret(rotated.at("/secret").asText());
        assertThat(secret.value()).startsWith("whs_").hasSize(47);
        assertThat(rotated.at("/standard_secret").asText()).isEqualTo(secret.standardSecret());
        assertThat(rotated.at("/uid").asText()).isEqualTo("lamp");
        assertThat(rotated.json().has("public_key")).isFalse();
        Answer read = client.get("/webhooks/lamp");
        assertThat(read.at("/secret").asText()).isEqualTo(secret.masked());
        assertThat(read.text()).doesNotContain(secret.value());
    }

    @Test
    void where_the_secret_is_sent_raw_the_standard_secret_is_the_derived_one_in_every_dialect() {
        String body =
                "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"bot\", \"format\": \"brain-bot\","
                        + " \"send_raw_secret\": true}";
        Client lanonasis = world.lanonasis("lana");
        client.post("/webhooks", body);
        Answer made = lanonasis.post("/webhooks", body);

        Answer rotated = client.post("/webhooks/bot/rotate-secret");
        Answer theirs = lanonasis.post("/webhooks/bot/rotate-secret");

        assertThat(rotated.at("/standard_secret").asText())
                .isEqualTo(new Secret(rotated.at("/secret").asText()).derivedStandardSecret());
        for (Answer answer : List.of(made, theirs)) {
            assertThat(answer.at("/data/standard_secret").asText())
                    .isEqualTo(new Secret(answer.at("/data/secret").asText()).derivedStandardSecret());
        }
    }

    @Test
    void by_default_the_new_secret_leads_and_the_old_one_ends_after_exactly_24_hours() {
        String fresh = client.post("/webhooks/lamp/rotate-secret").at("/secret").asText();

        assertSigned(fresh, OLD);
        world.now.set(ApiWorld.NOON.plus(Duration.ofDays(1)).minusMillis(1));
        assertSigned(fresh, OLD);
        world.now.set(ApiWorld.NOON.plus(Duration.ofDays(1)));
        assertSigned(fresh, null);
    }

    @Test
    void at_end_the_old_secret_leads_until_its_end_exactly() {
        String fresh = client.post("/webhooks/lamp/rotate-secret", "{\"grace_seconds\": 60, \"switch\": \"at_end\"}")
                .at("/secret")
                .asText();

        assertSigned(OLD, fresh);
        world.now.set(ApiWorld.NOON.plusSeconds(60).minusMillis(1));
        assertSigned(OLD, fresh);
        world.now.set(ApiWorld.NOON.plusSeconds(60));
        assertSigned(fresh, null);
    }

    @Test
    void no_grace_revokes_at_once_and_the_very_next_attempt_knows() {
        dryRun();
        String given = "the-new-secret-of-lamp";

        Answer rotated = client.post(
                "/webhooks/lamp/rotate-secret",
                "{\"grace_seconds\": 0, \"switch\": \"at_end\", \"secret\": \"%s\"}".formatted(given));

        assertThat(rotated.at("/secret").asText()).isEqualTo(given);
        assertSigned(given, null);
    }

    @Test
    void if_match_of_another_version_rotates_nothing() {
        APIGatewayProxyRequestEvent event = client.event("POST", "/webhooks/lamp/rotate-secret", "{}");
        event.getHeaders().put("If-Match", "\"7\"");

        Answer refused = client.send(event.withMultiValueHeaders(Map.of()));

        assertThat(refused.status()).isEqualTo(412);
        assertSigned(OLD, null);
    }

    @Test
    void five_secrets_are_valid_at_most() {
        for (int i = 0; i < 4; i++) {
            assertThat(client.post("/webhooks/lamp/rotate-secret").status()).isEqualTo(200);
        }

        Answer refused = client.post("/webhooks/lamp/rotate-secret");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("conflict");
        assertThat(client.post("/webhooks/lamp/rotate-secret", "{\"grace_seconds\": 0}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void no_secret_is_logged() {
        String fresh = client.post("/webhooks/lamp/rotate-secret").at("/secret").asText();

        assertThat(world.journal.lines()).anyMatch(line -> line.event().equals("webhook.secret_rotated"));
        assertThat(world.journal.lines().toString()).doesNotContain(fresh).doesNotContain(OLD);
    }

    private void assertSigned(String leading, @Nullable String alternate) {
        JsonNode sent = dryRun();
        JsonNode headers = sent.path("headers");
        byte[] signed = (headers.path("X-Continuum-Timestamp").asText() + "."
                        + sent.path("body").asText())
                .getBytes(StandardCharsets.UTF_8);
        assertThat(headers.path("X-Continuum-Signature").asText()).isEqualTo(hex(leading, signed));
        assertThat(headers.path("X-Continuum-Signature-Alternate").asText(null))
                .isEqualTo(alternate == null ? null : hex(alternate, signed));
        assertThat(headers.path("webhook-signature").asText().split(" ", -1)).hasSize(alternate == null ? 1 : 2);
    }

    private static String hex(String secret, byte[] signed) {
        return Hmac.hex(Hmac.sha256(secret.getBytes(StandardCharsets.UTF_8), signed));
    }

    private JsonNode dryRun() {
        Answer answer = client.post("/webhooks/lamp/dry-run", EVENT);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }
}
