package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.format.StandardFormat;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** GET /.well-known/webhooks/{tenant_id}/jwks.json, and deliveries that verify by it. */
class JwksRoutesTest {
    private static final byte[] X509_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @Test
    void a_delivery_verifies_by_the_key_that_is_published() throws Exception {
        Answer made = webhookWithKey();

        Answer jwks = jwks("acme");

        assertThat(jwks.status()).isEqualTo(200);
        assertThat(jwks.headers())
                .containsEntry("Content-Type", "application/jwk-set+json")
                .containsEntry("Cache-Control", "public, max-age=300");
        JsonNode key = jwks.at("/keys/0");
        assertThat(jwks.at("/keys")).hasSize(1);
        assertThat(key.path("kty").asText()).isEqualTo("OKP");
        assertThat(key.path("crv").asText()).isEqualTo("Ed25519");
        assertThat(key.path("use").asText()).isEqualTo("sig");
        assertThat(key.path("alg").asText()).isEqualTo("EdDSA");
        assertThat(key.path("kid").asText()).hasSize(43);
        assertThat(made.at("/public_key").asText())
                .isEqualTo("whpk_"
                        + Base64.getEncoder()
                                .encodeToString(Base64.getUrlDecoder()
                                        .decode(key.path("x").asText())));
        assertThat(verifiedBy(jwks)).containsExactly(true);
    }

    @Test
    void during_a_rotation_both_keys_are_published_and_afterwards_the_new_one_only() throws Exception {
        webhookWithKey();
        String old = jwks("acme").at("/keys/0/kid").asText();
        client.post("/webhooks/lamp/rotate-secret", "{\"grace_seconds\": 3600}");

        Answer during = jwks("acme");
        assertThat(during.at("/keys")).hasSize(2);
        assertThat(during.at("/keys/1/kid").asText()).isEqualTo(old);
        assertThat(verifiedBy(during)).containsExactly(true, true);
        world.now.set(ApiWorld.NOON.plus(HOUR).minusMillis(1));
        assertThat(jwks("acme").at("/keys")).hasSize(2);
        world.now.set(ApiWorld.NOON.plus(HOUR));
        Answer after = jwks("acme");
        assertThat(after.at("/keys")).hasSize(1);
        assertThat(after.at("/keys/0/kid").asText()).isNotEqualTo(old);
        assertThat(verifiedBy(after)).containsExactly(true);
    }

    @Test
    void keys_of_webhooks_that_sign_by_hmac_now_are_not_published() {
        webhookWithKey();
        Webhook webhook = stored();
        Rewired.store(world.webhooks, webhook, Webhook.Wire.of(new StandardFormat()), webhook.secret());

        assertThat(jwks("acme").at("/keys")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "unknown", "not%20a%20tenant", "a.b", "%2e%2e"})
    void without_keys_there_is_an_empty_set_whoever_it_is(String tenant) {
        client.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"]}");

        Answer jwks = jwks(tenant);

        assertThat(jwks.status()).isEqualTo(200);
        assertThat(jwks.text()).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void it_is_at_the_root_only() {
        assertThat(world.nobody().get("/.well-known/webhooks/acme/jwks.json").status())
                .isEqualTo(404);
    }

    private Answer webhookWithKey() {
        client.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\"}");
        Webhook.Wire wire = new Webhook.Wire(new StandardFormat(), SignatureScheme.ED25519, List.of(), false);
        Webhook webhook = stored();
        Rewired.store(world.webhooks, webhook, wire, webhook.secret());
        Answer rotated = client.post("/webhooks/lamp/rotate-secret", "{\"grace_seconds\": 0}");
        assertThat(rotated.status()).isEqualTo(200);
        return rotated;
    }

    private Webhook stored() {
        return world.webhooks.all(new TenantId("acme")).getFirst();
    }

    private Answer jwks(String tenant) {
        return world.nobody()
                .send(Client.event("GET", "/.well-known/webhooks/" + tenant + "/jwks.json", Map.of(), null));
    }

    /** Returns for each signature of a delivery made now whether the key at the same place verifies it. */
    private List<Boolean> verifiedBy(Answer jwks) throws GeneralSecurityException {
        JsonNode sent = client.post("/webhooks/lamp/dry-run", "{\"event\": \"custom.x\", \"data\": {}}")
                .json();
        JsonNode headers = sent.path("headers");
        String signed = headers.path("webhook-id").asText()
                + "." + headers.path("webhook-timestamp").asText()
                + "." + sent.path("body").asText();
        String[] signatures = headers.path("webhook-signature").asText().split(" ", -1);
        List<Boolean> verified = new ArrayList<>();
        for (int i = 0; i < signatures.length; i++) {
            assertThat(signatures[i]).startsWith("v1a,");
            Signature verifier = Signature.getInstance("Ed25519");
            byte[] x =
                    Base64.getUrlDecoder().decode(jwks.at("/keys/" + i + "/x").asText());
            byte[] x509 = ByteBuffer.allocate(44).put(X509_HEAD).put(x).array();
            verifier.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
            verifier.update(signed.getBytes(StandardCharsets.UTF_8));
            verified.add(verifier.verify(Base64.getDecoder().decode(signatures[i].substring(4))));
        }
        return verified;
    }
}
