package io.continuum.webhooks.local.endtoend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;

/** The platform with {@code SECRET_STORAGE=keyring}. */
class KeyringEndToEndTest {
    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("SECRET_STORAGE", "keyring"));
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static List<Map<String, AttributeValue>> ciphertexts(String webhook) {
        String random = webhook.substring("wh_".length());
        return platform
                .platform()
                .aws()
                .dynamoDb()
                .scan(request -> request.tableName(platform.webhooksTable()).consistentRead(true))
                .items()
                .stream()
                .filter(item -> requireNonNull(item.get("pk")).s().endsWith(random))
                .filter(item -> requireNonNull(item.get("sk")).s().startsWith("K#"))
                .toList();
    }

    /** So that nobody waits for its secret to appear. */
    private static void changedTwoMinutesAgo(String webhook) {
        String random = webhook.substring("wh_".length());
        Map<String, AttributeValue> item = platform
                .platform()
                .aws()
                .dynamoDb()
                .scan(request -> request.tableName(platform.webhooksTable()).consistentRead(true))
                .items()
                .stream()
                .filter(one -> requireNonNull(one.get("sk")).s().equals(random) && one.containsKey("updated"))
                .findFirst()
                .orElseThrow();
        Map<String, AttributeValue> older = new HashMap<>(item);
        older.put(
                "updated",
                AttributeValue.fromS(Instant.now().minus(Duration.ofMinutes(2)).toString()));
        platform.platform()
                .aws()
                .dynamoDb()
                .putItem(request -> request.tableName(platform.webhooksTable()).item(older));
    }

    private static List<String> secrets() {
        return platform
                .platform()
                .aws()
                .secretsManager()
                .listSecrets(request -> request.maxResults(100))
                .secretList()
                .stream()
                .map(SecretListEntry::name)
                .filter(name -> name.startsWith("hooks/" + platform.stage() + "/"))
                .toList();
    }

    @Test
    void deliveries_are_signed_and_no_webhook_has_a_secret_of_its_own() {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer made = api.register(receiver.url(), "user.created", "");
            api.delivery(made.text("id"), api.publish("user.created"), "success");

            Receiver.Request request = receiver.requests().getFirst();
            assertThat(request.header("x-continuum-signature"))
                    .isEqualTo(Signatures.continuum(request, made.text("secret")));
            assertThat(secrets())
                    .contains("hooks/" + platform.stage() + "/keyring")
                    .noneMatch(name -> name.contains("wh_"));
            assertThat(ciphertexts(made.text("id")))
                    .singleElement()
                    .asString()
                    .doesNotContain(made.text("secret"))
                    .doesNotContain(made.text("secret").substring(4));
        }
    }

    @Test
    void a_secret_revoked_now_signs_nothing_that_comes_after_the_answer() {
        try (Receiver receiver = Receiver.answering(200)) {
            Api.Answer made = api.register(receiver.url(), "session.started", "");
            String id = made.text("id");
            api.delivery(id, api.publish("session.started"), "success");
            for (int round = 1; round <= 5; round++) {
                String now = api.post("/v1/webhooks/" + id + "/rotate-secret", "{\"grace_seconds\":0}")
                        .expecting(200)
                        .text("secret");
                api.delivery(id, api.publish("session.started"), "success");

                Receiver.Request request = receiver.requests().get(round);
                assertThat(request.header("x-continuum-signature"))
                        .as("round " + round)
                        .isEqualTo(Signatures.continuum(request, now));
                assertThat(request.header("webhook-signature")).doesNotContain(" ");
                assertThat(request.headers()).doesNotContainKey("x-continuum-signature-alternate");
            }
        }
    }

    @Test
    void a_deleted_webhook_leaves_no_ciphertext() {
        try (Receiver receiver = Receiver.answering(200)) {
            String id = api.register(receiver.url(), "session.ended", "").text("id");
            api.post("/v1/webhooks/" + id + "/rotate-secret", "{}").expecting(200);
            assertThat(ciphertexts(id)).hasSize(2);

            api.delete("/v1/webhooks/" + id).expecting(204);

            assertThat(ciphertexts(id)).isEmpty();
        }
    }

    @Test
    @Tag("T47")
    void t47_a_ciphertext_under_a_lost_key_ends_its_delivery_and_no_other() {
        try (Receiver receiver = Receiver.answering(200)) {
            String broken = api.register(receiver.url(), "quota.warning", "").text("id");
            String sound = api.register(receiver.url(), "quota.warning", "").text("id");
            Map<String, AttributeValue> item = new HashMap<>(ciphertexts(broken).getFirst());
            item.put("kid", AttributeValue.fromS("lost"));
            platform.platform()
                    .aws()
                    .dynamoDb()
                    .putItem(request ->
                            request.tableName(platform.webhooksTable()).item(item));
            changedTwoMinutesAgo(broken);
            String event = api.publish("quota.warning");

            api.delivery(broken, event, "dead_letter");
            api.delivery(sound, event, "success");
            assertThat(api.get("/v1/dead-letters").expecting(200).json().path("dead_letters"))
                    .singleElement()
                    .matches(dead -> dead.path("reason").asText().equals("signing_error"));
            assertThat(api.get("/v1/webhooks/" + broken)
                            .json()
                            .path("breaker")
                            .path("state")
                            .asText())
                    .isEqualTo("closed");
        }
    }
}
