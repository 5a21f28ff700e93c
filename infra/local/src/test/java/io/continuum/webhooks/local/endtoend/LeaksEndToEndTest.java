package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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
                planting("a log line", w -> w.platform().lines().println("planted " + w.secret())));
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
