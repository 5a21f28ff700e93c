package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that answer with what they were sent, or with the secret that they know. The platform's end searches. */
class EchoEndToEndTest {
    private static final String TOKEN = "Bearer tok-9f8e7d6c5b4a3210";

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void what_a_receiver_echoes_is_kept_without_secrets_in_any_spelling(int status) {
        try (TestPlatform platform = TestPlatform.with(Map.of());
                Receiver receiver = Receiver.answering(status)) {
            Api api = platform.api();
            String more = ",\"headers\":{\"Authorization\":\"" + TOKEN + "\"},\"signing\":\"ed25519\"";
            Api.Answer made = api.register(receiver.url(), "custom.echo", more);
            receiver.echo(request -> answer(request, made.text("secret"), made.text("standard_secret")));

            String event = api.publish("custom.echo");
            JsonNode kept = api.delivery(made.text("id"), event, status == 200 ? "success" : "failed");
            api.post("/v1/webhooks/" + made.text("id") + "/test", "{}").expecting(200);

            assertThat(kept.path("response_body").asText())
                    .startsWith("I was sent ****")
                    .doesNotContain("tok-9f8e", made.text("secret"))
                    .endsWith("the rest stays");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"continuum", "brain-bot"})
    void a_rotated_secret_is_taken_out_too(String format) {
        try (TestPlatform platform = TestPlatform.with(Map.of());
                Receiver receiver = Receiver.answering(200)) {
            Api api = platform.api();
            String more =
                    ",\"format\":\"" + format + "\"" + (format.equals("brain-bot") ? ",\"send_raw_secret\":true" : "");
            Api.Answer made = api.register(receiver.url(), "custom.echo", more);
            Api.Answer rotated = api.post("/v1/webhooks/" + made.text("id") + "/rotate-secret", "{}")
                    .expecting(200);
            receiver.echo(_ -> made.text("secret") + " was before " + rotated.text("secret"));

            JsonNode kept = api.delivery(made.text("id"), api.publish("custom.echo"), "success");

            assertThat(kept.path("response_body").asText()).isEqualTo("**** was before ****");
        }
    }

    private static String answer(Receiver.Request request, String secret, String standard) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        return String.join(
                " ",
                "I was sent",
                request.header("authorization"),
                secret,
                standard,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getUrlEncoder().encodeToString(bytes),
                HexFormat.of().formatHex(bytes),
                HexFormat.of().withUpperCase().formatHex(bytes),
                base64("user:" + secret),
                base64(TOKEN),
                "ends with " + secret.substring(secret.length() - 8),
                "the rest stays");
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
