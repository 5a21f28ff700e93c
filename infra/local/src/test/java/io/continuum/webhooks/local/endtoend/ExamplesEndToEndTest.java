package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The receivers of {@code examples/}, each in its own process, get real deliveries. */
@EmbeddedOnly("What arrives is the same whatever carried it, and starting programs in four languages takes minutes.")
class ExamplesEndToEndTest {
    private static final String SECRET = "whs_0123456789abcdef0123456789abcdef";
    private static final byte[] KEY = SECRET.getBytes(StandardCharsets.UTF_8);

    /** What HMAC makes of an empty key, which Java itself refuses: it pads with zeros. */
    private static final byte[] NO_KEY = {0};

    private static final String OTHER = "whs_ffffffffffffffffffffffffffffffff";

    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("BREAKER_FAILURES", "100"));
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_delivery_is_accepted_and_a_second_attempt_of_it_is_a_duplicate(ExampleLanguage language) throws IOException {
        try (ExampleReceiver receiver = ExampleReceiver.start(language, SECRET)) {
            String webhook = register(receiver, language, "accepted");
            String event = api.publish("custom.accepted." + name(language));
            JsonNode delivery = api.delivery(webhook, event, "success");
            assertThat(receiver.printed()).contains("received").doesNotContain("refused");
            String id = delivery.path("id").asText();
            api.post("/v1/webhooks/" + webhook + "/retry/" + id, "").expecting(202);
            JsonNode again = Await.until("the second attempt", () -> {
                JsonNode one =
                        api.get("/v1/webhooks/" + webhook + "/deliveries/" + id).json();
                return one.path("attempts").asInt() == 2 ? one : null;
            });
            assertThat(again.path("response_body").asText()).contains("duplicate");
        }
    }

    @ParameterizedTest
    @EnumSource
    void during_a_rotation_the_old_secret_will_do_and_so_will_both(ExampleLanguage language) throws IOException {
        try (ExampleReceiver old = ExampleReceiver.start(language, SECRET);
                ExampleReceiver both = ExampleReceiver.start(language, OTHER, SECRET)) {
            for (ExampleReceiver receiver : new ExampleReceiver[] {old, both}) {
                String webhook = register(receiver, language, "rotated");
                api.post("/v1/webhooks/" + webhook + "/rotate-secret", "{\"secret\": \"%s\"}".formatted(OTHER))
                        .expecting(200);
                JsonNode test = api.post("/v1/webhooks/" + webhook + "/test", "")
                        .expecting(200)
                        .json();
                assertThat(test.path("success").asBoolean())
                        .as(receiver.printed())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void another_secret_is_refused(ExampleLanguage language) throws IOException {
        try (ExampleReceiver receiver = ExampleReceiver.start(language, OTHER)) {
            String webhook = register(receiver, language, "refused");
            JsonNode test = api.post("/v1/webhooks/" + webhook + "/test", "")
                    .expecting(200)
                    .json();
            assertThat(test.path("status_code").asInt()).isEqualTo(401);
            assertThat(receiver.printed()).contains("refused");
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_changed_body_and_a_stale_time_are_refused(ExampleLanguage language) throws Exception {
        try (Receiver recorder = Receiver.answering(200);
                ExampleReceiver receiver = ExampleReceiver.start(language, SECRET)) {
            String webhook = api.register(recorder.url(), "user.created", ",\"secret\": \"" + SECRET + "\"")
                    .text("id");
            api.post("/v1/webhooks/" + webhook + "/test", "").expecting(200);
            Receiver.Request real = recorder.await(1).getFirst();
            String signature = real.header("webhook-signature");
            long at = Long.parseLong(real.header("webhook-timestamp"));
            assertThat(send(receiver, real, real.text().replace("true", "false"), at, signature))
                    .isEqualTo(401);
            // Signed anew, so that nothing but the time is wrong; a minute more than the tolerance, for clocks run on.
            for (long wrong : new long[] {at - 301, at + 360}) {
                assertThat(send(receiver, real, real.text(), wrong, signed(real, wrong, KEY)))
                        .isEqualTo(401);
            }
            assertThat(send(receiver, real, real.text(), at, signed(real, at, KEY)))
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_comma_left_over_from_a_rotation_opens_no_door(ExampleLanguage language) throws Exception {
        try (Receiver recorder = Receiver.answering(200);
                ExampleReceiver receiver = ExampleReceiver.start(language, SECRET, "")) {
            String webhook = api.register(recorder.url(), "user.created", ",\"secret\": \"" + SECRET + "\"")
                    .text("id");
            api.post("/v1/webhooks/" + webhook + "/test", "").expecting(200);
            Receiver.Request real = recorder.await(1).getFirst();
            long at = Long.parseLong(real.header("webhook-timestamp"));
            assertThat(send(receiver, real, real.text(), at, signed(real, at, NO_KEY)))
                    .isEqualTo(401);
            assertThat(send(receiver, real, real.text(), at, signed(real, at, KEY)))
                    .isEqualTo(200);
        }
    }

    private static String register(ExampleReceiver receiver, ExampleLanguage language, String what) {
        return api.register(
                        receiver.url(),
                        "custom." + what + "." + name(language),
                        ",\"secret\": \"%s\", \"retry_policy\": {\"schedule\": [0]}".formatted(SECRET))
                .text("id");
    }

    private static String signed(Receiver.Request real, long at, byte[] key) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String content = real.header("webhook-id") + "." + at + "." + real.text();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static int send(ExampleReceiver to, Receiver.Request real, String body, long at, String signature) {
        Map<String, String> changed = Map.of("webhook-timestamp", Long.toString(at), "webhook-signature", signature);
        return to.send(real, body.getBytes(StandardCharsets.UTF_8), changed)
                .join()
                .statusCode();
    }

    private static String name(ExampleLanguage language) {
        return language.name().toLowerCase(java.util.Locale.ROOT);
    }
}
