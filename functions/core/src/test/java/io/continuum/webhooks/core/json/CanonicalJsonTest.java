package io.continuum.webhooks.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.continuum.webhooks.core.Vectors;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CanonicalJsonTest {
    static Stream<Named<JsonNode>> documents() {
        return Stream.concat(Vectors.json("canonical.json"), Vectors.json("seed-documents.json"));
    }

    static Stream<JsonNode> without_canonical_form() {
        return Stream.of(
                DoubleNode.valueOf(Double.NaN),
                DoubleNode.valueOf(Double.POSITIVE_INFINITY),
                FloatNode.valueOf(Float.NEGATIVE_INFINITY),
                DecimalNode.valueOf(new BigDecimal("1e309")),
                TextNode.valueOf("\ud800"),
                TextNode.valueOf("x\udc00"),
                BinaryNode.valueOf(new byte[1]),
                new POJONode("x"),
                MissingNode.getInstance());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void is_the_one_form_of_a_document(JsonNode vector) {
        assertThat(canonical(vector.path("text").textValue()).text())
                .isEqualTo(vector.path("canonical").textValue());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void canonical_text_is_its_own_canonical_form(JsonNode vector) {
        var text = vector.path("canonical").textValue();

        assertThat(CanonicalJson.of(CanonicalJson.ofCanonicalText(text).node()).text())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void size_is_in_bytes(JsonNode vector) {
        var json = canonical(vector.path("text").textValue());

        assertThat(json.size()).isEqualTo(json.utf8().length);
        assertThat(json.utf8()).isEqualTo(json.text().getBytes(UTF_8));
    }

    @Test
    void all_29_documents_of_the_seeds_are_there() {
        assertThat(Vectors.json("seed-documents.json")).hasSize(29);
    }

    @ParameterizedTest
    @MethodSource("without_canonical_form")
    void refuses_what_json_cannot_say(JsonNode node) {
        assertThatExceptionOfType(NotCanonical.class).isThrownBy(() -> CanonicalJson.of(node));
    }

    @Test
    void takes_numbers_that_java_code_made() {
        assertThat(CanonicalJson.of(IntNode.valueOf(-7)).text()).isEqualTo("-7");
        assertThat(CanonicalJson.of(DoubleNode.valueOf(0.1 + 0.2)).text()).isEqualTo("0.30000000000000004");
        assertThat(CanonicalJson.of(FloatNode.valueOf(0.5f)).text()).isEqualTo("0.5");
    }

    @Test
    void is_equal_when_the_text_is() {
        assertThat(canonical("{\"b\":1.0, \"a\":2}"))
                .isEqualTo(canonical("{\"a\":2,\"b\":1}"))
                .hasSameHashCodeAs(canonical("{\"a\":2,\"b\":1}"))
                .isNotEqualTo(canonical("{\"a\":2,\"b\":2}"));
    }

    @Test
    void does_not_show_its_value_in_logs() {
        assertThat(canonical("\"hidden\"")).hasToString("CanonicalJson[8 bytes]");
    }

    @Test
    void damaged_text_from_the_store_is_found_when_it_is_read() {
        var damaged = CanonicalJson.ofCanonicalText("{\"a\":");

        assertThatIllegalStateException().isThrownBy(damaged::node);
    }

    @Test
    void an_object_is_built_in_key_order_with_members_spliced_in() {
        var data = canonical("{\"z\":1,\"a\":[1,2]}");

        var built = CanonicalJson.object()
                .put("timestamp", "2025-12-06T12:00:00Z")
                .put("event", "memory.created")
                .put("data", data)
                .put("attempt", 3)
                .put("livemode", true)
                .putNull("user_id")
                .build();

        assertThat(built.text())
                .isEqualTo("{\"attempt\":3,\"data\":{\"a\":[1,2],\"z\":1},\"event\":\"memory.created\","
                        + "\"livemode\":true,\"timestamp\":\"2025-12-06T12:00:00Z\",\"user_id\":null}");
        assertThat(CanonicalJson.of(built.node())).isEqualTo(built);
    }

    @Test
    void a_built_object_sorts_and_escapes_like_any_other() {
        var built = CanonicalJson.object()
                .put("\ufb33", "")
                .put("\ud83d\ude00", "\n\"")
                .put("", 0)
                .build();

        assertThat(built.text()).isEqualTo("{\"\":0,\"\ud83d\ude00\":\"\\n\\\"\",\"\ufb33\":\"\"}");
    }

    @Test
    void an_empty_object_can_be_built() {
        assertThat(CanonicalJson.object().build().text()).isEqualTo("{}");
    }

    @Test
    void a_key_cannot_be_given_twice() {
        var builder = CanonicalJson.object().put("a", 1);

        assertThatIllegalArgumentException().isThrownBy(() -> builder.put("a", 2));
    }

    private static CanonicalJson canonical(String text) {
        return CanonicalJson.of(((Parsed.Ok) StrictJson.parse(text.getBytes(UTF_8))).node());
    }
}
