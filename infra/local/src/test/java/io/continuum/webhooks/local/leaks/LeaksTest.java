package io.continuum.webhooks.local.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Keyring;
import io.continuum.webhooks.core.signing.Sealed;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;

class LeaksTest {
    private static final String SECRET = "whs_Q7mR2vX9kLp4+/\"z8Tn";
    private static final byte[] BYTES = SECRET.getBytes(StandardCharsets.UTF_8);

    private final Leaks leaks = Leaks.listening();

    @AfterEach
    void close() {
        leaks.close();
    }

    static Stream<Arguments> spellings() {
        String standard = "whsec_" + Base64.getEncoder().encodeToString(BYTES);
        return Stream.of(
                Arguments.of("plain", SECRET, "say " + SECRET + "!"),
                Arguments.of("in JSON", SECRET, "{\"s\":\"whs_Q7mR2vX9kLp4+/\\\"z8Tn\"}"),
                Arguments.of("last 8", SECRET, "…/\"z8Tn…" + SECRET.substring(SECRET.length() - 8)),
                Arguments.of("hex", SECRET, HexFormat.of().formatHex(BYTES)),
                Arguments.of("HEX", SECRET, HexFormat.of().withUpperCase().formatHex(BYTES)),
                Arguments.of("base64", SECRET, Base64.getEncoder().encodeToString(BYTES)),
                Arguments.of("base64, behind 1", SECRET, base64("u" + SECRET + ":more")),
                Arguments.of("base64, behind 2", SECRET, base64("u:" + SECRET)),
                Arguments.of("base64, behind 3", SECRET, base64("us:" + SECRET + "and more")),
                Arguments.of(
                        "base64url",
                        SECRET,
                        Base64.getUrlEncoder().withoutPadding().encodeToString(BYTES)),
                Arguments.of("decoded", standard, HexFormat.of().formatHex(BYTES)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void a_secret_is_found_in_every_spelling(String name, String secret, String text) {
        leaks.secret("the secret", secret);
        leaks.wrote("a place", text);

        assertThat(leaks.found()).as(name).isNotEmpty().allMatch(line -> line.endsWith(" in a place"));
    }

    @Test
    void what_answers_may_show_is_no_leak() {
        leaks.secret("the secret", SECRET);
        leaks.wrote("a place", "whs_****" + SECRET.substring(SECRET.length() - 4));

        assertThat(leaks.found()).isEmpty();
    }

    @Test
    void a_report_never_shows_the_secret() {
        leaks.secret("the secret", SECRET);
        leaks.wrote("a place", SECRET);

        assertThat(leaks.found()).isNotEmpty().noneMatch(line -> line.contains(SECRET.substring(4, 12)));
    }

    @Test
    void a_secret_that_becomes_known_later_is_found_in_what_was_written_before() {
        leaks.wrote("a place", SECRET);
        leaks.secret("the secret", SECRET);

        assertThat(leaks.found()).isNotEmpty();
    }

    @Test
    void each_of_many_secrets_is_found_in_a_long_text() {
        List<String> many = Stream.iterate(1_000, i -> i < 1_100, i -> i + 1)
                .map(i -> "secret-" + i + "-" + Integer.toHexString(i * 7_919_311))
                .toList();
        many.forEach(one -> leaks.secret(one, one));
        leaks.wrote("a place", String.join(" filler ".repeat(1_000), many));

        List<String> found = leaks.found();
        assertThat(many).allMatch(one -> found.contains(one + ", plain in a place"));
    }

    @Test
    void first_answers_may_show_secrets_and_teach_them_but_only_in_their_fields() {
        ApiTraffic.answered(new ApiTraffic.Exchange(
                "POST /v1/webhooks", 201, Map.of(), "{\"data\":{\"secret\":\"the-first-secret\"},\"name\":\"x\"}"));
        assertThat(leaks.found()).isEmpty();
        assertThat(leaks.known()).isEqualTo(1);

        ApiTraffic.answered(new ApiTraffic.Exchange(
                "POST /v1/webhooks", 201, Map.of(), "{\"secret\":\"whs_****cret\",\"name\":\"the-first-secret\"}"));
        assertThat(leaks.found()).isNotEmpty();
    }

    @Test
    void a_replayed_answer_and_an_error_show_nothing() {
        leaks.secret("the secret", SECRET);
        ApiTraffic.answered(new ApiTraffic.Exchange(
                "POST /v1/webhooks", 201, Map.of("idempotent-replayed", "true"), "{\"key\":\"" + SECRET.substring(5)));
        ApiTraffic.answered(new ApiTraffic.Exchange("POST /v1/api-keys", 422, Map.of(), SECRET));

        assertThat(leaks.found())
                .anyMatch(line -> line.endsWith("in answer to POST /v1/webhooks"))
                .anyMatch(line -> line.endsWith("in error body of POST /v1/api-keys"));
    }

    @Test
    void the_private_half_of_a_key_pair_alone_is_found_and_the_public_one_is_no_leak() {
        Ed25519Key pair = Ed25519Key.generate(new SecureRandom());
        byte[] both = Base64.getDecoder().decode(pair.text().substring("whsk_".length()));
        leaks.secret("key pair", pair.text());
        leaks.wrote("a JWK", Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(both, 32, 64)));
        assertThat(leaks.found()).isEmpty();

        leaks.wrote("a JWK", Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(both, 32)));
        assertThat(leaks.found()).isNotEmpty();
    }

    static Stream<Arguments> writes() {
        return Stream.of(Arguments.of("a new one", (Write) LeaksTest::put), Arguments.of("encrypted anew", (Write)
                LeaksTest::update));
    }

    /** A write of a ciphertext to the table of webhooks. */
    interface Write {
        SdkRequest of(Map<String, AttributeValue> key, Sealed ciphertext);
    }

    private static SdkRequest put(Map<String, AttributeValue> key, Sealed ciphertext) {
        Map<String, AttributeValue> item = new HashMap<>(key);
        item.put("kid", AttributeValue.fromS(ciphertext.keyId()));
        item.put("sealed", AttributeValue.fromS(ciphertext.text()));
        return PutItemRequest.builder().item(item).build();
    }

    private static SdkRequest update(Map<String, AttributeValue> key, Sealed ciphertext) {
        return UpdateItemRequest.builder()
                .key(key)
                .expressionAttributeValues(Map.of(
                        ":v0", AttributeValue.fromS(ciphertext.keyId()),
                        ":v1", AttributeValue.fromS(ciphertext.text())))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void key_pairs_that_only_a_keyring_has_seen_are_found(String name, Write write) {
        String keys = "{\"current\":\"k1\",\"k1\":\"%s\"}".formatted("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH");
        WebhookKey webhook = new WebhookKey(new TenantId("acme"), new WebhookId("01hq0000000000000000000000"));
        String pair = Ed25519Key.generate(new SecureRandom()).text();
        Sealed ciphertext = Keyring.parse(keys)
                .orElseThrow()
                .seal(webhook, "kr-1", "{\"secrets\":[{\"key\":\"%s\"}]}".formatted(pair), new SecureRandom());
        leaks.wrote("a place", pair);
        assertThat(leaks.found()).isEmpty();

        SdkListener.hear(write.of(
                Map.of(
                        "pk", AttributeValue.fromS("T#acme#W#01hq0000000000000000000000"),
                        "sk", AttributeValue.fromS("K#kr-1")),
                ciphertext));
        SdkListener.hear(CreateSecretRequest.builder().secretString(keys).build());

        assertThat(leaks.found()).as(name).anyMatch(line -> line.startsWith("sealed secret (secrets) (key), plain in"));
    }

    @Test
    void what_anything_prints_beside_the_platforms_lines_is_searched() {
        leaks.secret("the secret", SECRET);
        System.out.println("planted " + SECRET);
        System.err.print("planted, without an end of line: " + SECRET);
        Logger.getLogger("planted").log(Level.WARNING, "planted", new IllegalStateException(SECRET));

        assertThat(leaks.found())
                .contains(
                        "the secret, plain in System.out",
                        "the secret, plain in System.err",
                        "the secret, plain in java.util.logging");
        System.err.println();
    }

    @Test
    void requests_teach_keys_supplied_secrets_and_values_of_headers() {
        ApiTraffic.calls("ck_the-key-that-calls", "{\"secret\":\"the-supplied\",\"headers\":{\"X-A\":\"the-value\"}}");
        leaks.wrote("a place", "the-supplied ck_the-key-that-calls the-value");

        assertThat(leaks.found())
                .anyMatch(line -> line.startsWith("API key, plain"))
                .anyMatch(line -> line.startsWith("supplied secret, plain"))
                .anyMatch(line -> line.startsWith("header of its own (X-A), plain"));
    }
}
