package io.continuum.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.Vectors;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private static final Secret SECRET = new Secret("your-webhook-secret");

    static Stream<Named<JsonNode>> signatures() {
        return Vectors.json("signatures.json");
    }

    static Stream<Named<JsonNode>> standardKeys() {
        return Vectors.json("standard-keys.json");
    }

    static Stream<String> bad() {
        return Stream.of("", "fifteen bytes !", "x".repeat(129), "ü".repeat(65), "lone surrogate \ud800");
    }

    @ParameterizedTest
    @MethodSource("signatures")
    void has_a_form_that_standard_webhooks_libraries_take(JsonNode vector) {
        var secret = new Secret(vector.path("secret").textValue());

        assertThat(secret.standardSecret())
                .isEqualTo(vector.path("standard_secret").textValue());
        assertThat(new Secret(secret.standardSecret()).standardKey()).isEqualTo(secret.standardKey());
    }

    @Test
    void the_formats_key_is_its_characters() {
        assertThat(SECRET.hmacKey()).isEqualTo("your-webhook-secret".getBytes(UTF_8));
        assertThat(new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").hmacKey())
                .startsWith("whsec_".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "whsec_1234567890abcdef",
                "whsec_!!!!!!!!!!!!!!!!!!!!!!!!",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS-",
                "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            })
    void without_16_decoded_bytes_the_characters_are_the_standard_key_too(String value) {
        assertThat(new Secret(value).standardKey()).isEqualTo(value.getBytes(UTF_8));
    }

    /** The client's verifiers and the examples are held against the same table. */
    @ParameterizedTest
    @MethodSource("standardKeys")
    void the_standard_key_is_what_every_verifier_takes_it_for(JsonNode vector) {
        var secret = new Secret(vector.path("secret").textValue());

        assertThat(Hmac.hex(secret.standardKey())).isEqualTo(vector.path("key").textValue());
    }

    @ParameterizedTest
    @CsvSource({"whpk_,true", "whsk_,true", "whsec_,false", "whs_,false", "WHPK_,false", "a-whpk_,false"})
    void tells_whether_it_would_be_taken_for_half_of_a_key_pair(String beginning, boolean taken) {
        assertThat(new Secret(beginning + "0123456789abcdef").isLikeKeyOfPair()).isEqualTo(taken);
    }

    @Test
    void shows_only_the_last_four_characters() {
        assertThat(SECRET.masked()).isEqualTo("whs_****cret");
        assertThat(SECRET.masked("whsec_")).isEqualTo("whsec_****cret");
    }

    @Test
    void a_secret_of_few_wide_characters_is_not_shown_whole() {
        assertThat(new Secret("😀😁😂😃").masked()).isEqualTo("whs_****😃");
    }

    /** Expected by Python: hmac.new(b"your-webhook-secret", b"continuum-signing", "sha256"). */
    @Test
    void a_secret_that_is_sent_as_it_is_signs_with_a_key_derived_from_it() {
        assertThat(Hmac.hex(SECRET.derivedKey()))
                .isEqualTo("07e72ab0d4e86f141e87eec4c46f64368568dd9dbef11555406f17e5b39bebf5");
        assertThat(SECRET.derivedStandardSecret()).isEqualTo("whsec_B+cqsNTobxQeh+7ExG9kNoVo3Z2+8RVVQG8X5bOb6/U=");
        assertThat(new Secret(SECRET.derivedStandardSecret()).standardKey()).isEqualTo(SECRET.derivedKey());
    }

    @Test
    void is_redacted_as_text() {
        assertThat(SECRET).hasToString("Secret[redacted]");
    }

    @Test
    void is_equal_by_value() {
        assertThat(SECRET)
                .isEqualTo(new Secret("your-webhook-secret"))
                .hasSameHashCodeAs(new Secret("your-webhook-secret"))
                .isNotEqualTo(new Secret("your-webhook-secreT"))
                .isNotEqualTo(new Secret("your-webhook-secrets"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sixteen-bytes-ok", "üüüüüüüü", "                "})
    void is_kept_as_given(String value) {
        assertThat(Secret.of(value)).map(Secret::value).contains(value);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void has_16_to_128_bytes_of_utf_8(String value) {
        assertThat(Secret.of(value)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Secret(value))
                .withMessage("a secret has 16 to 128 bytes of UTF-8");
    }

    @Test
    void the_longest_has_128_bytes() {
        assertThat(Secret.of("x".repeat(128))).isPresent();
    }

    @Test
    void a_generated_one_has_256_bits() {
        var random = new Random(5);

        assertThat(Secret.generate(random).value()).matches("whs_[A-Za-z0-9_-]{43}");
        assertThat(Secret.generate(random, SecretForm.STANDARD).value()).matches("whsec_[A-Za-z0-9+/]{43}=");
        assertThat(Secret.generate(random, SecretForm.STANDARD).standardKey()).hasSize(32);
        assertThat(Secret.generate(random)).isNotEqualTo(Secret.generate(random));
    }
}
