package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudevents.CloudEvent;
import io.cloudevents.http.HttpMessageFactory;
import io.continuum.webhooks.client.verify.WebhookVerifier;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Libraries that nobody here wrote judge real deliveries of every format that is signed. */
@EmbeddedOnly("The libraries of others judge bytes, which are the same whatever carried them.")
class OfficialVerifiersEndToEndTest {
    private static final String OTHER = "whsec_" + "b3RoZXItc2VjcmV0LW9mLTI0LWJ5dA==";
    private static final List<String> NODE = List.of("standardwebhooks", "svix");

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

    /** A delivery as it came, and what its webhook's secret is to Standard Webhooks libraries. */
    private record Delivered(String secret, String event, Receiver.Request request) {
        Map<String, List<String>> headers() {
            return headers(request.headers());
        }

        static Map<String, List<String>> headers(Map<String, String> one) {
            return one.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue())));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"continuum", "lanonasis", "brain-bot", "standard", "cloudevents", "cloudevents-binary"})
    void every_library_accepts_the_delivery_and_refuses_it_changed_stale_or_with_another_secret(String format) {
        Delivered real = delivered(format, "");
        String body = real.request().text();

        assertThat(java(real.secret(), real.headers(), body)).containsOnly(true);
        assertThat(node(real.secret(), real.request().headers(), body)).containsOnly(true);
        assertThat(java(OTHER, real.headers(), body)).containsOnly(false);
        assertThat(node(OTHER, real.request().headers(), body)).containsOnly(false);

        Map<String, String> stale = new TreeMap<>(real.request().headers());
        Instant old = Instant.now().minusSeconds(3600);
        stale.put("webhook-timestamp", Long.toString(old.getEpochSecond()));
        stale.put("webhook-signature", signedByTheirs(real, old));
        assertThat(java(real.secret(), Delivered.headers(stale), body)).containsOnly(false);
        assertThat(node(real.secret(), stale, body)).containsOnly(false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"continuum", "lanonasis", "brain-bot", "standard", "cloudevents", "cloudevents-binary"})
    void one_bit_changed_anywhere_in_the_body_is_refused(String format) {
        Delivered real = delivered(format, "");
        byte[] body = real.request().text().getBytes(StandardCharsets.UTF_8);
        List<NodeVerifiers.Case> cases = new ArrayList<>();
        for (int bit = 0; bit < body.length * 8; bit++) {
            byte[] changed = body.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            String text = new String(changed, StandardCharsets.UTF_8);
            assertThat(java(real.secret(), real.headers(), text)).containsOnly(false);
            NODE.forEach(library -> cases.add(new NodeVerifiers.Case(
                    library, real.secret(), real.request().headers(), text)));
        }
        assertThat(NodeVerifiers.accept(cases)).containsOnly(false);
    }

    @Test
    void during_a_rotation_both_secrets_are_accepted() {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer made = api.register(receiver.url(), "custom.rotated", ",\"format\": \"standard\"");
            Api.Answer rotated = api.post("/v1/webhooks/" + made.text("id") + "/rotate-secret", "{}")
                    .expecting(200);
            api.post("/v1/webhooks/" + made.text("id") + "/test", "").expecting(200);
            Receiver.Request request = receiver.await(1).getFirst();
            for (String secret : List.of(made.text("standard_secret"), rotated.text("standard_secret"))) {
                Map<String, List<String>> headers = Delivered.headers(request.headers());
                assertThat(java(secret, headers, request.text())).containsOnly(true);
                assertThat(node(secret, request.headers(), request.text())).containsOnly(true);
            }
        }
    }

    @Test
    void the_cloudevents_sdks_read_both_modes() {
        List<NodeVerifiers.Case> cases = new ArrayList<>();
        for (String format : List.of("cloudevents", "cloudevents-binary")) {
            Delivered real = delivered(format, "");
            CloudEvent event = HttpMessageFactory.createReader(
                            real.request().headers(), real.request().text().getBytes(StandardCharsets.UTF_8))
                    .toEvent();
            assertThat(event.getId()).isEqualTo(real.event());
            assertThat(event.getType()).startsWith("custom.");
            assertThat(event.getSource()).hasToString("/tenants/default");
            assertThat(event.getTime()).isNotNull();
            assertThat(event.getDataContentType()).isEqualTo("application/json");
            assertThat(Objects.requireNonNull(event.getData()).toBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("{\"n\":1}");
            cases.add(new NodeVerifiers.Case(
                    "cloudevents",
                    real.event(),
                    real.request().headers(),
                    real.request().text()));
        }
        assertThat(NodeVerifiers.accept(cases)).containsOnly(true);
    }

    private static Delivered delivered(String format, String more) {
        try (Receiver receiver = Receiver.answering(200)) {
            String name = "custom." + format.replace('-', '_') + System.nanoTime();
            Api.Answer made = api.register(receiver.url(), name, ",\"format\": \"%s\"%s".formatted(format, more));
            String event = api.publish(name);
            return new Delivered(
                    made.text("standard_secret"), event, receiver.await(1).getFirst());
        }
    }

    /** What the libraries of Maven say, and our own. */
    private static List<Boolean> java(String secret, Map<String, List<String>> headers, String body) {
        HttpHeaders http = HttpHeaders.of(headers, (name, value) -> true);
        return Stream.<Check>of(
                        () -> new com.standardwebhooks.Webhook(secret).verify(body, http),
                        () -> new com.svix.Webhook(secret).verify(body, http),
                        () -> assertThat(WebhookVerifier.standard(secret)
                                        .verify(headers, body.getBytes(StandardCharsets.UTF_8))
                                        .accepted())
                                .isTrue())
                .map(OfficialVerifiersEndToEndTest::passes)
                .toList();
    }

    private static List<Boolean> node(String secret, Map<String, String> headers, String body) {
        return NodeVerifiers.accept(NODE.stream()
                .map(library -> new NodeVerifiers.Case(library, secret, headers, body))
                .toList());
    }

    private static String signedByTheirs(Delivered real, Instant at) {
        try {
            return new com.standardwebhooks.Webhook(real.secret())
                    .sign(
                            real.request().header("webhook-id"),
                            at.getEpochSecond(),
                            real.request().text());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Check {
        void run() throws Exception;
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static boolean passes(Check check) {
        try {
            check.run();
            return true;
        } catch (Exception | AssertionError e) {
            return false;
        }
    }
}
