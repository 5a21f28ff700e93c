package io.continuum.webhooks.local.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Keyring;
import io.continuum.webhooks.core.signing.Sealed;
import io.continuum.webhooks.local.leaks.Leaks;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The search at the end of every platform of these tests can fail: a secret is planted in each place, and found. */
class LeaksEndToEndTest {
    /**
     * A running platform and a secret of it that no test registered anywhere.
     *
     * @param secret as the API made it
     */
    record World(TestPlatform platform, Api api, String webhook, String secret) {
        void put(String table, AttributeValue value) {
            String name = platform.platform().aws().dynamoDb().listTables().tableNames().stream()
                    .filter(one -> one.contains(table))
                    .findFirst()
                    .orElseThrow();
            Map<String, AttributeValue> item = Map.of(
                    "pk", AttributeValue.fromS("planted"), "sk", AttributeValue.fromS("planted"), "value", value);
            platform.platform()
                    .aws()
                    .dynamoDb()
                    .putItem(request -> request.tableName(name).item(item));
        }

        void send(String queueUrl, String body, Map<String, MessageAttributeValue> attributes) {
            platform.platform()
                    .aws()
                    .sqs()
                    .sendMessage(request ->
                            request.queueUrl(queueUrl).messageBody(body).messageAttributes(attributes));
        }

        String hex() {
            return HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Arguments planting(String place, Consumer<World> plant) {
        return Arguments.of(place, plant);
    }

    static Stream<Arguments> places() {
        return Stream.of(
                planting("an item of the table of webhooks", w -> w.put("Webhooks", AttributeValue.fromS(w.secret()))),
                planting(
                        "an item of the table of deliveries, in a map in a list",
                        w -> w.put(
                                "Deliveries",
                                AttributeValue.fromL(List.of(
                                        AttributeValue.fromM(Map.of("x", AttributeValue.fromS("a " + w.hex()))))))),
                planting(
                        "bytes of an item",
                        w -> w.put("Deliveries", AttributeValue.fromB(SdkBytes.fromUtf8String(w.secret())))),
                planting("packed bytes of an item", w -> w.put("Deliveries", AttributeValue.fromB(packed(w.secret())))),
                planting(
                        "the infrastructure's dead-letter queue",
                        w -> w.send(w.platform().platform().queues().poison().url(), base64(w.secret()), Map.of())),
                planting(
                        "an attribute of a message",
                        w -> w.send(
                                w.platform().platform().queues().deadLetters().url(),
                                "{}",
                                Map.of(
                                        "a",
                                        MessageAttributeValue.builder()
                                                .dataType("String")
                                                .stringValue(w.secret())
                                                .build()))),
                planting(
                        "an event, so a queue, a table and an answer",
                        w -> w.api()
                                .post(
                                        "/v1/events",
                                        "{\"event\":\"custom.a\",\"data\":{\"x\":\"%s\"}}".formatted(w.secret()))
                                .expecting(202)),
                planting(
                        "an answer about a webhook",
                        w -> w.api()
                                .patch("/v1/webhooks/" + w.webhook(), "{\"name\":\"%s\"}".formatted(last8(w.secret())))
                                .expecting(200)),
                planting("a log line", w -> w.platform().lines().println("planted " + w.secret())),
                planting("a line that is none of the platform's", w -> System.out.println("planted " + w.secret())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void a_planted_secret_fails_the_run(String place, Consumer<World> plant) {
        try (Receiver receiver = Receiver.answering(200)) {
            TestPlatform platform = TestPlatform.with(Map.of());
            Api api = platform.api();
            Api.Answer made = api.register(receiver.url(), "custom.a", "");
            plant.accept(new World(platform, api, made.text("id"), made.text("secret")));

            assertThatThrownBy(platform::close).as(place).isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void a_key_pair_that_only_the_keyring_and_its_ciphertext_have_fails_the_run() {
        TestPlatform platform = TestPlatform.with(Map.of("SECRET_STORAGE", "keyring"));
        WebhookId id = WebhookId.parse(platform.api()
                        .register("http://127.0.0.1:9/hook", "custom.a", ",\"signing\":\"ed25519\"")
                        .text("id"))
                .orElseThrow();
        Map<String, AttributeValue> item = platform
                .platform()
                .aws()
                .dynamoDb()
                .scan(request -> request.tableName(platform.webhooksTable()).consistentRead(true))
                .items()
                .stream()
                .filter(one ->
                        text(one, "pk").endsWith(id.random()) && text(one, "sk").startsWith("K#"))
                .findFirst()
                .orElseThrow();
        String keyring = platform.platform()
                .aws()
                .secretsManager()
                .getSecretValue(request -> request.secretId("hooks/" + platform.stage() + "/keyring"))
                .secretString();
        String opened = Keyring.parse(keyring)
                .orElseThrow()
                .open(
                        new WebhookKey(new TenantId("default"), id),
                        text(item, "sk").substring("K#".length()),
                        new Sealed(text(item, "kid"), text(item, "sealed")))
                .orElseThrow();
        String pair = opened.substring(opened.indexOf("whsk_"), opened.indexOf("whsk_") + "whsk_".length() + 88);
        platform.lines().println("planted " + pair);

        assertThatThrownBy(platform::close).hasMessageContaining("sealed secret (secrets) (key)");
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return requireNonNull(item.get(name)).s();
    }

    @Test
    void a_runner_in_a_jvm_of_its_own_that_prints_a_secret_fails_its_test() {
        // The JVM itself prints what this variable says.
        Map<String, String> env =
                Map.of("JAVA_TOOL_OPTIONS", "-Dplanted=" + TestPlatform.KEY, "BREAKER_FAILURES", "none");
        try (Leaks leaks = Leaks.listening()) {
            RunnerProcess runner = RunnerProcess.start(leaks, Path.of("memory"), env);
            runner.exitCode();

            assertThatThrownBy(runner::close).hasMessageContaining("admin key, plain in a line of the runner");
        }
    }

    @Test
    void a_run_without_leaks_has_looked_at_everything() {
        TestPlatform platform = TestPlatform.with(Map.of());
        try (platform;
                Receiver receiver = Receiver.answering(200)) {
            Api api = platform.api();
            String more = ",\"signing\":\"ed25519\",\"headers\":{\"X-Token\":\"a-token-of-the-receiver\"}";
            String webhook = api.register(receiver.url(), "custom.a", more).text("id");
            api.delivery(webhook, api.publish("custom.a"), "success");
            // Keys that were given, the secret made, its standard form, the key pair, the header's value.
            assertThat(platform.leaks().known()).isGreaterThanOrEqualTo(5);
            assertThat(platform.leaks().places())
                    .contains(
                            "a log line", "a write of a table", "a message of a queue", "answer to POST /v1/webhooks");
        }
    }

    private static String last8(String secret) {
        return secret.substring(secret.length() - 8);
    }

    private static String base64(String secret) {
        return Base64.getEncoder().encodeToString(("user:" + secret).getBytes(StandardCharsets.UTF_8));
    }

    private static SdkBytes packed(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SdkBytes.fromByteArray(bytes.toByteArray());
    }
}
