package io.continuum.webhooks.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.Vectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyOrderTest {
    static Stream<Named<JsonNode>> texts() {
        return Vectors.json("javascript-order.json");
    }

    @ParameterizedTest
    @MethodSource("texts")
    void ecmascript_is_what_node_writes_after_parsing(JsonNode vector) {
        CanonicalJson canonical =
                CanonicalJson.ofCanonicalText(vector.path("canonical").textValue());

        assertThat(canonical.ordered(KeyOrder.ECMASCRIPT).text())
                .isEqualTo(vector.path("javascript").textValue());
    }

    @ParameterizedTest
    @MethodSource("texts")
    void the_canonical_order_changes_nothing(JsonNode vector) {
        CanonicalJson canonical =
                CanonicalJson.ofCanonicalText(vector.path("canonical").textValue());

        assertThat(canonical.ordered(KeyOrder.RFC_8785)).isEqualTo(canonical);
    }

    @Test
    void numbers_keep_their_digits_when_members_move() {
        CanonicalJson canonical = CanonicalJson.ofCanonicalText(
                "{\"10\":123456789012345678901234567890,\"9\":1e+21,\"a\":0.1,\"b\":100000000000000000000}");

        assertThat(canonical.ordered(KeyOrder.ECMASCRIPT).text())
                .isEqualTo("{\"9\":1e+21,\"10\":123456789012345678901234567890,\"a\":0.1,\"b\":100000000000000000000}");
    }
}
