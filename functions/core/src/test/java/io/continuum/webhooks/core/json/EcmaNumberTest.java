package io.continuum.webhooks.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaNumberTest {
    @ParameterizedTest
    @CsvFileSource(
            resources = {"/vectors/rfc8785-numbers.csv", "/vectors/es-numbers.csv"},
            useHeadersInDisplayName = true)
    void writes_doubles_as_node_does(String bits, String text) {
        assertThat(EcmaNumber.format(Double.longBitsToDouble(HexFormat.fromHexDigitsToLong(bits))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refuses_what_json_cannot_say(double value) {
        assertThatExceptionOfType(NotCanonical.class).isThrownBy(() -> EcmaNumber.format(value));
    }
}
