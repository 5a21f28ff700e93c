package io.continuum.webhooks.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.Vectors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StrictJsonTest {
    static Stream<Named<JsonNode>> refused() {
        return Vectors.json("strict-json-refused.json");
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refuses(JsonNode vector) {
        var bytes = vector.has("hex")
                ? HexFormat.of().parseHex(vector.path("hex").textValue())
                : vector.path("text").textValue().getBytes(UTF_8);

        assertThat(StrictJson.parse(bytes)).isInstanceOfSatisfying(Parsed.Bad.class, bad -> {
            assertThat(bad.code()).isEqualTo(vector.path("code").textValue());
            assertThat(bad.detail()).endsWith(".").doesNotContainIgnoringCase("jackson");
            if (vector.has("line")) {
                assertThat(bad.line()).isEqualTo(vector.path("line").longValue());
                assertThat(bad.column()).isEqualTo(vector.path("column").longValue());
            }
        });
    }

    @Test
    void refuses_endless_nesting_without_running_out_of_stack() {
        assertThat(codeOf("[".repeat(100_000))).isEqualTo("too_deep");
    }

    @Test
    void nests_32_deep_unless_told_otherwise() {
        var nested = "[".repeat(32) + "]".repeat(32);

        assertThat(parse(nested)).isInstanceOf(Parsed.Ok.class);
        assertThat(StrictJson.parse(nested.getBytes(UTF_8), 31))
                .isInstanceOfSatisfying(
                        Parsed.Bad.class, bad -> assertThat(bad.code()).isEqualTo("too_deep"));
    }

    @Test
    void counts_the_keys_of_all_objects_together() {
        assertThat(parse(objects(10_000))).isInstanceOf(Parsed.Ok.class);
        assertThat(codeOf(objects(10_001))).isEqualTo("too_many_keys");
    }

    @Test
    void keeps_every_digit_of_an_integer() {
        assertThat(node("18446744073709551616").bigIntegerValue()).isEqualTo(BigInteger.TWO.pow(64));
        assertThat(node("-9223372036854775808").longValue()).isEqualTo(Long.MIN_VALUE);
        assertThat(node("1".repeat(100)).bigIntegerValue()).isEqualTo(new BigInteger("1".repeat(100)));
    }

    @Test
    void keeps_every_digit_of_a_decimal() {
        var literal = "0.12345678901234567890123456789000";

        assertThat(node(literal).decimalValue()).isEqualTo(new BigDecimal(literal));
    }

    @Test
    void what_it_accepts_has_a_canonical_form_and_nothing_makes_it_throw() {
        var seed = 20_251_206L;
        var random = new Random(seed);
        var alphabet = "{}[]\",:\\u0123456789dD8eE+-.tfn \n\u00e9\u0000";
        for (var i = 0; i < 20_000; i++) {
            var text = random.ints(random.nextInt(12), 0, alphabet.length())
                    .mapToObj(at -> alphabet.substring(at, at + 1))
                    .collect(Collectors.joining());

            assertThatCode(() -> {
                        if (parse(text) instanceof Parsed.Ok(JsonNode node)) {
                            CanonicalJson.of(node);
                        }
                    })
                    .as("seed %d, text %s", seed, text)
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void random_bytes_are_refused_and_nothing_worse() {
        var seed = 8259L;
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++) {
            var bytes = new byte[random.nextInt(2, 8)];
            random.nextBytes(bytes);

            assertThatCode(() -> StrictJson.parse(bytes)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static String objects(int keys) {
        return IntStream.range(0, keys).mapToObj(i -> "{\"a\":0}").collect(Collectors.joining(",", "[", "]"));
    }

    private static Parsed parse(String text) {
        return StrictJson.parse(text.getBytes(UTF_8));
    }

    private static String codeOf(String text) {
        return switch (parse(text)) {
            case Parsed.Ok _ -> "accepted";
            case Parsed.Bad bad -> bad.code();
        };
    }

    private static JsonNode node(String text) {
        return ((Parsed.Ok) parse(text)).node();
    }
}
