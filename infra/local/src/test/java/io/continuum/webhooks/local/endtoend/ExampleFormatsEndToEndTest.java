package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers of {@code examples/} get every format that is signed, and deliveries signed with a key pair. */
class ExampleFormatsEndToEndTest {
    private static final String SECRET = "whs_0123456789abcdef0123456789abcdef";
    private static final List<String> FORMATS =
            List.of("continuum", "lanonasis", "brain-bot", "standard", "cloudevents");

    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of());
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @EnumSource
    void the_event_s_type_is_found_in_every_format_whatever_its_data_say(ExampleLanguage language) throws IOException {
        try (ExampleReceiver receiver = ExampleReceiver.start(language, SECRET)) {
            for (String format : FORMATS) {
                finds(receiver, language, format);
            }
        }
        try (ExampleReceiver receiver = ExampleReceiver.binary(language, SECRET)) {
            finds(receiver, language, "cloudevents-binary");
        }
    }

    private static void finds(ExampleReceiver receiver, ExampleLanguage language, String format) {
        String name = "custom.%s_%s".formatted(format.replace('-', '_'), language.inEvents());
        String webhook = register(receiver.url(), name, format);
        String event = api.post(
                        "/v1/events",
                        "{\"event\": \"%s\", \"data\": {\"type\": \"not.this\", \"event\": \"nor.this\"}}"
                                .formatted(name))
                .expecting(202)
                .text("id");
        api.delivery(webhook, event, "success");
        assertThat(receiver.printed().lines()).as(format).contains("received " + name);
        assertThat(receiver.printed()).doesNotContain("not.this").doesNotContain("nor.this");
    }

    /** Whoever passes a delivery on could add one: no signature covers it. */
    @ParameterizedTest
    @EnumSource
    void an_added_ce_type_does_not_change_the_type_that_was_signed(ExampleLanguage language) throws IOException {
        try (Receiver recorder = Receiver.answering(200);
                ExampleReceiver receiver = ExampleReceiver.start(language, SECRET)) {
            for (String format : FORMATS) {
                int before = recorder.requests().size();
                String name = "custom.signed_%s_%s".formatted(format.replace('-', '_'), language.inEvents());
                register(recorder.url(), name, format);
                api.publish(name);
                Receiver.Request real = recorder.await(before + 1).getLast();
                byte[] body = real.text().getBytes(StandardCharsets.UTF_8);

                assertThat(receiver.send(real, body, Map.of("ce-type", "memory.deleted"))
                                .join()
                                .statusCode())
                        .isEqualTo(200);
                assertThat(receiver.printed().lines()).as(format).contains("received " + name);
            }
            assertThat(receiver.printed()).doesNotContain("memory.deleted");
        }
    }

    private static String register(String url, String event, String format) {
        String more = ", \"secret\": \"%s\", \"format\": \"%s\"".formatted(SECRET, format);
        return api.register(url, event, more).text("id");
    }

    @ParameterizedTest
    @EnumSource
    void a_delivery_signed_with_a_key_pair_is_verified_with_its_public_key(ExampleLanguage language)
            throws IOException {
        try (Receiver recorder = Receiver.answering(200)) {
            Api.Answer webhook = keyPair(recorder);
            String path = "/v1/webhooks/" + webhook.text("id");
            // The key before beside the key now, as during a rotation.
            String other = keyPair(recorder).text("public_key");
            try (ExampleReceiver receiver = ExampleReceiver.start(language, other, webhook.text("public_key"))) {
                api.patch(path, "{\"url\": \"%s\"}".formatted(receiver.url())).expecting(200);
                Api.Answer test = api.post(path + "/test", "").expecting(200);
                assertThat(test.text("success")).as(receiver.printed()).isEqualTo("true");
                assertThat(receiver.printed()).contains("received webhook.test");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void one_bit_changed_in_what_a_key_pair_signed_is_refused(ExampleLanguage language) throws Exception {
        try (Receiver recorder = Receiver.answering(200)) {
            Api.Answer webhook = keyPair(recorder);
            api.post("/v1/webhooks/" + webhook.text("id") + "/test", "").expecting(200);
            Receiver.Request real = recorder.await(1).getFirst();
            byte[] body = real.text().getBytes(StandardCharsets.UTF_8);
            String signature = real.header("webhook-signature");
            assertThat(signature).startsWith("v1a,");
            byte[] raw = Base64.getDecoder().decode(signature.substring("v1a,".length()));
            String key = webhook.text("public_key");

            try (ExampleReceiver receiver = ExampleReceiver.start(language, key);
                    ExampleReceiver another = ExampleReceiver.start(
                            language, SECRET, keyPair(recorder).text("public_key"))) {
                for (int at : new int[] {0, body.length / 2, body.length - 1}) {
                    assertThat(status(receiver, real, changed(body, at), signature))
                            .isEqualTo(401);
                }
                for (int at : new int[] {0, raw.length / 2, raw.length - 1}) {
                    String wrong = "v1a," + Base64.getEncoder().encodeToString(changed(raw, at));
                    assertThat(status(receiver, real, body, wrong)).isEqualTo(401);
                }
                assertThat(status(receiver, real, body, "v1a,")).isEqualTo(401);
                assertThat(status(another, real, body, signature)).isEqualTo(401);
                assertThat(status(receiver, real, body, hmac(real, key)))
                        .as("anybody has the public key: it is none for an HMAC")
                        .isEqualTo(401);
                assertThat(status(receiver, real, body, signature)).isEqualTo(200);
            }
        }
    }

    private static Api.Answer keyPair(Receiver receiver) {
        return api.register(receiver.url(), "user.created", ", \"signing\": \"ed25519\"");
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        return changed;
    }

    private static String hmac(Receiver.Request real, String key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String content = real.header("webhook-id") + "." + real.header("webhook-timestamp") + "." + real.text();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static int status(ExampleReceiver to, Receiver.Request real, byte[] body, String signature) {
        return to.send(real, body, Map.of("webhook-signature", signature))
                .join()
                .statusCode();
    }
}
