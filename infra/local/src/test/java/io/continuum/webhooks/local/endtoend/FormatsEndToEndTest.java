package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deliveries of each format as their receivers check them, and secrets that change under way. */
class FormatsEndToEndTest {
    /** Seed 003's own check over what its Express receiver has: the parsed body, written again. */
    private static final String EXPRESS = """
            const crypto = require('crypto');
            const given = JSON.parse(require('fs').readFileSync(0, 'utf8'));
            const payload = JSON.stringify(JSON.parse(given.body));
            const expected = crypto.createHmac('sha256', given.secret).update(payload, 'utf8').digest('hex');
            process.exit(crypto.timingSafeEqual(Buffer.from(given.signature, 'hex'), Buffer.from(expected, 'hex')) ? 0 : 1);
            """;

    private static TestPlatform platform;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("BOT_VERSION", "2.5.0"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @CsvSource({
        "continuum, CONTINUUM-Webhooks/1.0, application/json",
        "lanonasis, Lanonasis-Webhooks/1.0, application/json",
        "brain-bot, Continuum-Webhooks/1.0, application/json",
        "standard, Continuum-Webhooks/1.0, application/json",
        "cloudevents, Continuum-Webhooks/1.0, application/cloudevents+json",
        "cloudevents-binary, Continuum-Webhooks/1.0, application/json"
    })
    void every_signed_format_verifies_as_standard_webhooks(String format, String agent, String type) {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer webhook = register(receiver, "custom." + format, format);

            platform.api().publish("custom." + format);

            Receiver.Request request = receiver.await(1).getFirst();
            byte[] key =
                    Base64.getDecoder().decode(webhook.text("standard_secret").substring("whsec_".length()));
            assertThat(request.header("webhook-signature")).isEqualTo(Signatures.standard(request, key));
            assertThat(request.header("user-agent")).isEqualTo(agent);
            assertThat(request.header("content-type")).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @CsvSource({"slack, attachments", "discord, embeds"})
    void messages_for_people_are_not_signed(String format, String member) throws IOException {
        try (Receiver receiver = Receiver.answering(204)) {
            register(receiver, "custom." + format, format);

            platform.api().publish("custom." + format);

            Receiver.Request request = receiver.await(1).getFirst();
            assertThat(Api.JSON.readTree(request.text()).has(member)).isTrue();
            assertThat(request.headers().keySet()).noneMatch(name -> name.contains("signature"));
        }
    }

    @Test
    void the_express_receiver_of_seed_003_accepts_keys_in_whatever_order() throws Exception {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer webhook = register(receiver, "custom.keys", "lanonasis");
            String data = "{\"b\": [{\"10\": 1, \"9\": 2}], \"2\": 1e20, \"10\": 1.50, \"a\": \"Größe 😀\"}";
            platform.api()
                    .post("/v1/events", "{\"event\":\"custom.keys\",\"data\":%s}".formatted(data))
                    .expecting(202);

            Receiver.Request request = receiver.await(1).getFirst();
            assertThat(request.header("x-lanonasis-event")).isEqualTo("custom.keys");
            assertThat(nodeAccepts(request, webhook.text("secret"))).isTrue();
        }
    }

    @Test
    void brain_bot_gives_up_at_a_4xx_and_tells_its_version() throws IOException {
        try (Receiver receiver = Receiver.answering(404)) {
            Api.Answer webhook = register(receiver, "memory.created", "brain-bot");

            String event = platform.api().publish("memory.created");

            platform.api().delivery(webhook.text("id"), event, "dead_letter");
            assertThat(receiver.requests()).hasSize(1);
            JsonNode body = Api.JSON.readTree(receiver.requests().getFirst().text());
            assertThat(body.path("event").asText()).isEqualTo("memory_added");
            assertThat(body.path("bot_version").asText()).isEqualTo("2.5.0");
            assertThat(body.path("request_id").asText()).isEqualTo(event);
            assertThat(body.path("user_id").isNull()).isTrue();
        }
    }

    /** A retry that was queued before the rotation is signed by the secrets of its own time. */
    @Test
    void a_rotation_is_seen_by_the_very_next_attempt() {
        try (Receiver receiver = Receiver.answering(number -> number == 1 ? 503 : 200)) {
            Api.Answer webhook =
                    platform.api().register(receiver.url(), "custom.rotated", ",\"retry_policy\":{\"schedule\":[0,2]}");
            String rotate = "/v1/webhooks/" + webhook.text("id") + "/rotate-secret";
            platform.api().publish("custom.rotated");
            receiver.await(1);

            Api.Answer fresh = platform.api().post(rotate, "{}").expecting(200);
            Receiver.Request during = receiver.await(2).get(1);
            Api.Answer last =
                    platform.api().post(rotate, "{\"grace_seconds\": 0}").expecting(200);
            platform.api().publish("custom.rotated");
            Receiver.Request after = receiver.await(3).get(2);

            assertThat(during.header("x-continuum-signature"))
                    .isEqualTo(Signatures.continuum(during, fresh.text("secret")));
            assertThat(during.header("x-continuum-signature-alternate"))
                    .isEqualTo(Signatures.continuum(during, webhook.text("secret")));
            assertThat(List.of(during.header("webhook-signature").split(" ", -1)))
                    .hasSize(2);
            assertThat(after.header("x-continuum-signature"))
                    .isEqualTo(Signatures.continuum(after, last.text("secret")));
            assertThat(after.headers()).doesNotContainKey("x-continuum-signature-alternate");
            assertThat(List.of(after.header("webhook-signature").split(" ", -1)))
                    .hasSize(1);
        }
    }

    @Test
    void a_dry_run_over_real_stores_sends_nothing() {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer webhook = register(receiver, "custom.dry", "standard");

            Api.Answer dry = platform.api()
                    .post("/v1/webhooks/" + webhook.text("id") + "/dry-run", "{\"event\":\"custom.dry\",\"data\":{}}")
                    .expecting(200);

            assertThat(dry.text("url")).isEqualTo(receiver.url());
            assertThat(dry.json().at("/headers/webhook-signature").asText()).startsWith("v1,");
            assertThat(receiver.requests()).isEmpty();
        }
    }

    @Test
    void public_keys_are_at_the_root() {
        Api.Answer keys =
                platform.api().get("/.well-known/webhooks/default/jwks.json").expecting(200);

        assertThat(keys.json().path("keys").isArray()).isTrue();
        assertThat(keys.http().headers().firstValue("cache-control")).contains("public, max-age=300");
    }

    private static Api.Answer register(Receiver receiver, String event, String format) {
        return platform.api().register(receiver.url(), event, ",\"format\":\"%s\"".formatted(format));
    }

    private static boolean nodeAccepts(Receiver.Request request, String secret) throws Exception {
        ObjectNode given = Api.JSON.createObjectNode();
        given.put("body", request.text());
        given.put("signature", request.header("x-lanonasis-signature"));
        given.put("secret", secret);
        Process node;
        try {
            node = new ProcessBuilder("node", "-e", EXPRESS)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            assumeThat(false).as("node is not on this machine").isTrue();
            return false;
        }
        try (OutputStream in = node.getOutputStream()) {
            in.write(given.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(node.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return node.exitValue() == 0;
    }
}
