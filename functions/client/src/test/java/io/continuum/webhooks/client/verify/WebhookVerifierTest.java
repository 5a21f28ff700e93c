package io.continuum.webhooks.client.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures are made here by hand, from the documents of each format. */
class WebhookVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final String SECONDS = Long.toString(NOW.getEpochSecond());
    private static final String SECRET = "whs_0123456789abcdef0123456789abcdef";
    private static final String OLD = "whs_ffffffffffffffffffffffffffffffff";
    private static final byte[] BODY = "{\"data\":{\"name\":\"Zoë\"}}".getBytes(StandardCharsets.UTF_8);

    @Test
    void a_delivery_is_accepted_under_its_delivery_id() {
        assertThat(standard(SECRET).verify(signed(SECRET), BODY)).isEqualTo(new Verdict.Accepted("dlv_1"));
    }

    @Test
    void names_of_headers_are_read_in_any_case() {
        Map<String, List<String>> upper = new TreeMap<>();
        signed(SECRET).forEach((name, values) -> upper.put(name.toUpperCase(java.util.Locale.ROOT), values));

        assertThat(standard(SECRET).verify(upper, BODY).accepted()).isTrue();
    }

    @Test
    void one_changed_bit_anywhere_is_refused() {
        for (int i = 0; i < BODY.length * 8; i++) {
            byte[] changed = BODY.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            assertThat(standard(SECRET).verify(signed(SECRET), changed))
                    .isEqualTo(refused(Verdict.Reason.WRONG_SIGNATURE));
        }
    }

    @Test
    void another_secret_is_refused() {
        assertThat(standard(OLD).verify(signed(SECRET), BODY)).isEqualTo(refused(Verdict.Reason.WRONG_SIGNATURE));
    }

    @Test
    void during_a_rotation_either_secret_will_do() {
        Map<String, List<String>> both = signed(SECRET);
        both.put("webhook-signature", List.of(v1(SECRET) + " " + v1(OLD)));

        assertThat(standard(SECRET).verify(both, BODY).accepted()).isTrue();
        assertThat(standard(OLD).verify(both, BODY).accepted()).isTrue();
        assertThat(standard("whs_neither-of-the-two", OLD).verify(both, BODY).accepted())
                .isTrue();
        assertThat(standard("whs_neither-of-the-two").verify(both, BODY).accepted())
                .isFalse();
    }

    @Test
    void signatures_of_versions_to_come_are_passed_over() {
        Map<String, List<String>> headers = signed(SECRET);
        headers.put("webhook-signature", List.of("v9,???? v1,!!! " + v1(SECRET)));

        assertThat(standard(SECRET).verify(headers, BODY).accepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-301, 301, 86_400})
    void a_time_beyond_the_tolerance_is_refused_both_ways(int late) {
        WebhookVerifier verifier = WebhookVerifier.standard(SECRET).at(() -> NOW.plusSeconds(late));

        assertThat(verifier.verify(signed(SECRET), BODY)).isEqualTo(refused(Verdict.Reason.STALE_TIMESTAMP));
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, 0, 300})
    void a_time_within_the_tolerance_is_accepted(int late) {
        WebhookVerifier verifier = WebhookVerifier.standard(SECRET).at(() -> NOW.plusSeconds(late));

        assertThat(verifier.verify(signed(SECRET), BODY).accepted()).isTrue();
    }

    @Test
    void the_tolerance_can_be_another_one() {
        WebhookVerifier verifier =
                WebhookVerifier.standard(SECRET).within(Duration.ofSeconds(10)).at(() -> NOW.plusSeconds(11));

        assertThat(verifier.verify(signed(SECRET), BODY).accepted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
    void a_header_that_is_missing_or_there_twice_is_refused(String name) {
        Map<String, List<String>> missing = signed(SECRET);
        missing.remove(name);
        assertThat(standard(SECRET).verify(missing, BODY)).isEqualTo(refused(Verdict.Reason.MISSING_HEADER));

        Map<String, List<String>> twice = signed(SECRET);
        twice.computeIfPresent(name, (key, values) -> List.of(values.get(0), values.get(0)));
        assertThat(standard(SECRET).verify(twice, BODY)).isEqualTo(refused(Verdict.Reason.DUPLICATE_HEADER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1e9", "99999999999999999999", "9223372036854775807"})
    void a_time_that_is_no_number_is_refused(String text) {
        Map<String, List<String>> headers = signed(SECRET);
        headers.put("webhook-timestamp", List.of(text));

        assertThat(standard(SECRET).verify(headers, BODY)).isEqualTo(refused(Verdict.Reason.MALFORMED_HEADER));
    }

    @Test
    void a_standard_secret_is_decoded_and_a_short_one_is_taken_as_it_is() {
        byte[] key = new byte[24];
        Arrays.fill(key, (byte) 7);
        String standard = "whsec_" + Base64.getEncoder().encodeToString(key);
        Map<String, List<String>> headers = signed(SECRET);
        headers.put("webhook-signature", List.of("v1," + base64(hmac(key, head(), BODY))));
        assertThat(standard(standard).verify(headers, BODY).accepted()).isTrue();

        String shortOne = "whsec_1234567890abcdef";
        headers.put("webhook-signature", List.of(v1(shortOne)));
        assertThat(standard(shortOne).verify(headers, BODY).accepted()).isTrue();
    }

    /** The table that the server's keys are held against. */
    @Test
    void a_secret_is_the_same_key_here_as_for_the_server() throws IOException {
        JsonNode cases = new ObjectMapper()
                .readTree(Path.of("../core/src/test/resources/vectors/standard-keys.json")
                        .toFile());

        assertThat(cases).isNotEmpty().allSatisfy(one -> {
            byte[] key = HexFormat.of().parseHex(one.path("key").textValue());
            Map<String, List<String>> headers = signed(SECRET);
            headers.put("webhook-signature", List.of("v1," + base64(hmac(key, head(), BODY))));
            assertThat(standard(one.path("secret").textValue())
                            .verify(headers, BODY)
                            .accepted())
                    .as(one.path("name").textValue())
                    .isTrue();
        });
    }

    @Test
    void an_ed25519_signature_is_verified_by_the_public_key() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = pair.getPublic().getEncoded();
        String key = "whpk_" + base64(Arrays.copyOfRange(spki, spki.length - 32, spki.length));
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(head());
        signer.update(BODY);
        Map<String, List<String>> headers = signed(SECRET);
        headers.put("webhook-signature", List.of("v1a," + base64(signer.sign())));

        assertThat(standard(key).verify(headers, BODY).accepted()).isTrue();
        assertThat(standard(key).verify(headers, new byte[0]).accepted()).isFalse();
        assertThat(standard(SECRET).verify(headers, BODY).accepted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whpk_", "whpk_AAAA", "whpk_!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!="})
    void a_malformed_public_key_is_told_at_once(String key) {
        assertThatThrownBy(() -> WebhookVerifier.standard(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a public key is whpk_ and the base64 of 32 bytes");
    }

    /** Anybody has it, so anybody could sign with it. */
    @Test
    void a_public_key_is_no_secret_for_the_formats_own_headers() {
        String key = "whpk_" + base64(new byte[32]);
        for (Function<String, WebhookVerifier> scheme : List.<Function<String, WebhookVerifier>>of(
                WebhookVerifier::continuum, WebhookVerifier::lanonasis, WebhookVerifier::brainBot)) {
            assertThatThrownBy(() -> scheme.apply(key)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void no_secret_is_told_at_once() {
        assertThatThrownBy(WebhookVerifier::standard).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookVerifier.continuum("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void continuums_header_signs_time_and_body() {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("X-Continuum-Delivery", List.of("dlv_1"));
        headers.put("X-Continuum-Timestamp", List.of(SECONDS));
        byte[] head = (SECONDS + ".").getBytes(StandardCharsets.UTF_8);
        headers.put("X-Continuum-Signature", List.of(hex(hmac(bytes(SECRET), head, BODY))));

        WebhookVerifier verifier = WebhookVerifier.continuum(SECRET);
        assertThat(verifier.at(() -> NOW).verify(headers, BODY)).isEqualTo(new Verdict.Accepted("dlv_1"));
        assertThat(verifier.at(() -> NOW.plusSeconds(301)).verify(headers, BODY))
                .isEqualTo(refused(Verdict.Reason.STALE_TIMESTAMP));
    }

    @Test
    void the_alternate_header_counts_for_who_has_the_other_secret() {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("X-Lanonasis-Delivery", List.of("dlv_1"));
        headers.put("X-Lanonasis-Signature", List.of(hex(hmac(bytes(SECRET), BODY))));
        headers.put("X-Lanonasis-Signature-Alternate", List.of(hex(hmac(bytes(OLD), BODY))));

        assertThat(WebhookVerifier.lanonasis(OLD).verify(headers, BODY).accepted())
                .isTrue();
        assertThat(WebhookVerifier.lanonasis(SECRET).verify(headers, BODY).accepted())
                .isTrue();
    }

    @Test
    void several_alternates_stand_in_one_header_with_spaces_between_them() {
        String third = "whs_eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("X-Lanonasis-Delivery", List.of("dlv_1"));
        headers.put("X-Lanonasis-Signature", List.of(hex(hmac(bytes(SECRET), BODY))));
        String alternates = hex(hmac(bytes(OLD), BODY)) + " " + hex(hmac(bytes(third), BODY));
        headers.put("X-Lanonasis-Signature-Alternate", List.of(alternates));

        for (String secret : List.of(SECRET, OLD, third)) {
            assertThat(WebhookVerifier.lanonasis(secret).verify(headers, BODY).accepted())
                    .isTrue();
        }
        assertThat(WebhookVerifier.lanonasis("whs_none-of-the-three")
                        .verify(headers, BODY)
                        .accepted())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zz", "00", "not hexadecimal"})
    void a_signature_that_is_not_hexadecimal_of_32_bytes_is_refused(String signature) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("webhook-id", List.of("dlv_1"));
        headers.put("X-Webhook-Signature", List.of(signature));

        assertThat(WebhookVerifier.brainBot(SECRET).verify(headers, BODY))
                .isEqualTo(refused(Verdict.Reason.MALFORMED_HEADER));
    }

    private static WebhookVerifier standard(String... keys) {
        return WebhookVerifier.standard(keys).at(() -> NOW);
    }

    private static Verdict refused(Verdict.Reason reason) {
        return new Verdict.Refused(reason);
    }

    private static Map<String, List<String>> signed(String secret) {
        Map<String, List<String>> headers = new TreeMap<>();
        headers.put("webhook-id", new ArrayList<>(List.of("dlv_1")));
        headers.put("webhook-timestamp", List.of(SECONDS));
        headers.put("webhook-signature", List.of(v1(secret)));
        return headers;
    }

    private static String v1(String secret) {
        return "v1," + base64(hmac(bytes(secret), head(), BODY));
    }

    private static byte[] head() {
        return bytes("dlv_1." + SECONDS + ".");
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
