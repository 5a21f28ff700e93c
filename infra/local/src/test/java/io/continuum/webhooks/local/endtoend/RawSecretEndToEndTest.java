package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Receivers that get the secret itself: what docs/formats.md tells them to derive from it verifies what they get. */
class RawSecretEndToEndTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "formats.md");
    private static final String FENCE = "```";
    private static final String SECRET = "your-signing-secret";
    private static final String TOKEN = "my-secret-token";
    private static final String NOTIFICATION = """
            {"event": "memory_added", "user_id": "user123", "data": {"memory_id": "m1", "content": "c"}}
            """;

    /**
     * What the page's Python makes of a secret.
     *
     * @param key of {@code X-Webhook-Signature}, in hex
     * @param standardSecret of {@code webhook-signature}
     */
    private record Derived(String key, String standardSecret) {}

    @Test
    void the_environment_s_webhook_is_verified_with_what_the_page_derives() throws IOException {
        Derived derived = derived(SECRET);
        try (Receiver receiver = Receiver.answering(200);
                TestPlatform platform = TestPlatform.with(Map.of(
                        "MEM0_WEBHOOK_URL",
                        receiver.url(),
                        "MEM0_WEBHOOK_TOKEN",
                        TOKEN,
                        "MEM0_WEBHOOK_SECRET",
                        SECRET))) {
            new Api(platform.platform().address(), TOKEN)
                    .post("/webhooks/memory", NOTIFICATION)
                    .expecting(200);

            Receiver.Request request = receiver.await(1).getFirst();

            assertThat(request.header("x-webhook-secret")).isEqualTo(SECRET);
            assertVerified(request, derived);
            assertThat(accepts(standard(SECRET.getBytes(StandardCharsets.UTF_8)), request))
                    .isFalse();
        }
    }

    @Test
    void creation_and_rotation_answer_what_the_page_derives_and_a_change_needs_the_page() throws IOException {
        try (Receiver receiver = Receiver.answering(200);
                TestPlatform platform = TestPlatform.with(Map.of())) {
            Api api = platform.api();
            String raw = ",\"format\": \"brain-bot\", \"send_raw_secret\": true";
            Api.Answer made = api.register(receiver.url(), "memory_added", raw);
            String webhook = "/v1/webhooks/" + made.text("id");
            Api.Answer rotated = api.post(webhook + "/rotate-secret", "{\"grace_seconds\": 0}")
                    .expecting(200);

            assertThat(made.text("standard_secret"))
                    .isEqualTo(derived(made.text("secret")).standardSecret());
            Derived derived = derived(rotated.text("secret"));
            assertThat(rotated.text("standard_secret")).isEqualTo(derived.standardSecret());
            api.post(webhook + "/test", "").expecting(200);
            assertVerified(receiver.await(1).getFirst(), derived);

            Api.Answer plain =
                    api.patch(webhook, "{\"send_raw_secret\": false}").expecting(200);
            api.post(webhook + "/test", "").expecting(200);
            String secret = rotated.text("secret");
            assertThat(plain.http().body()).doesNotContain(secret, "standard_secret");
            assertThat(accepts(
                            standard(secret.getBytes(StandardCharsets.UTF_8)),
                            receiver.await(2).getLast()))
                    .isTrue();
            api.patch(webhook, "{\"send_raw_secret\": true}").expecting(200);
            api.post(webhook + "/test", "").expecting(200);
            assertVerified(receiver.await(3).getLast(), derived);
        }
    }

    @Test
    void a_rotation_shows_the_secret_that_was_made_where_the_environment_has_none_and_it_stays() {
        try (Receiver receiver = Receiver.answering(200);
                TestPlatform platform =
                        TestPlatform.with(Map.of("MEM0_WEBHOOK_URL", receiver.url(), "MEM0_WEBHOOK_TOKEN", TOKEN))) {
            Api.Answer rotated = platform.api()
                    .post("/v1/webhooks/markdown-brain-bot/rotate-secret", "{\"grace_seconds\": 0}")
                    .expecting(200);
            platform.platform().timer().fire();
            new Api(platform.platform().address(), TOKEN)
                    .post("/webhooks/memory", NOTIFICATION)
                    .expecting(200);

            Receiver.Request request = receiver.await(1).getFirst();

            assertThat(request.headers()).doesNotContainKey("x-webhook-secret");
            assertThat(request.header("x-webhook-signature"))
                    .isEqualTo(Signatures.ofBody(request, rotated.text("secret").getBytes(StandardCharsets.UTF_8)));
            assertThat(accepts(rotated.text("standard_secret"), request)).isTrue();
        }
    }

    private static void assertVerified(Receiver.Request request, Derived derived) {
        assertThat(request.header("x-webhook-signature"))
                .isEqualTo(Signatures.ofBody(request, HexFormat.of().parseHex(derived.key())));
        assertThat(accepts(derived.standardSecret(), request)).isTrue();
    }

    /** Runs the Python that the page shows. */
    private static Derived derived(String secret) throws IOException {
        Tools.need("python3");
        String page = Files.readString(PAGE);
        String opening = FENCE + "python\n";
        int start = page.indexOf(opening) + opening.length();
        String shown = page.substring(start, page.indexOf(FENCE, start));
        List<String> printed = Tools.run(
                        Path.of("."),
                        "python3",
                        "-c",
                        "import sys\nsecret = sys.argv[1]\n" + shown + "print(key.hex())\nprint(standard_secret)",
                        secret)
                .lines()
                .toList();
        return new Derived(printed.getFirst(), printed.getLast());
    }

    private static String standard(byte[] key) {
        return "whsec_" + Base64.getEncoder().encodeToString(key);
    }

    /** Asks a library that nobody here wrote. */
    private static boolean accepts(String standardSecret, Receiver.Request request) {
        Map<String, List<String>> headers = request.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        try {
            new com.standardwebhooks.Webhook(standardSecret)
                    .verify(request.text(), HttpHeaders.of(headers, (name, value) -> true));
            return true;
        } catch (EmptyWebhookSecretException | WebhookVerificationException e) {
            return false;
        }
    }
}
