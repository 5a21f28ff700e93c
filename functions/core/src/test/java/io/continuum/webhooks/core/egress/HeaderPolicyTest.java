package io.continuum.webhooks.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.HeaderPolicy.Reason;
import io.continuum.webhooks.core.egress.HeaderPolicy.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderPolicyTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/headers.tsv", delimiter = '\t')
    void judges_each_name_of_the_table(String verdict, String name) {
        var refusals = HeaderPolicy.refusals(Map.of(name, "v"));
        assertThat(refusals.stream().map(refusal -> refusal.reason().code()))
                .isEqualTo(verdict.equals("accepted") ? List.of() : List.of(verdict));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc.def", "", "a  b", "~!@#$%^&*()"})
    void takes_printable_values(String value) {
        assertThat(HeaderPolicy.refusals(Map.of("Authorization", value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Injected: b", "a\nb", "a\tb", " a", "a ", "caf\u00e9", "\u007f", "\0"})
    void refuses_values_that_change_on_the_way(String value) {
        assertThat(HeaderPolicy.refusals(Map.of("X-Token", value)))
                .containsExactly(new Refusal("X-Token", Reason.VALUE_INVALID));
    }

    @Test
    void bounds_names_values_and_their_number() {
        assertThat(HeaderPolicy.refusals(Map.of("n".repeat(128), "v".repeat(4_096))))
                .isEmpty();
        assertThat(HeaderPolicy.refusals(Map.of("n".repeat(129), "v".repeat(4_097))))
                .extracting(Refusal::reason)
                .containsExactly(Reason.NAME_INVALID, Reason.VALUE_TOO_LONG);
        assertThat(HeaderPolicy.refusals(headers(20))).isEmpty();
        assertThat(HeaderPolicy.refusals(headers(21))).containsExactly(new Refusal("", Reason.TOO_MANY));
    }

    @Test
    void refuses_one_name_in_two_spellings() {
        var headers = new LinkedHashMap<String, String>();
        headers.put("X-Token", "a");
        headers.put("x-token", "b");
        assertThat(HeaderPolicy.refusals(headers)).containsExactly(new Refusal("x-token", Reason.NAME_REPEATED));
    }

    private static Map<String, String> headers(int count) {
        var headers = new LinkedHashMap<String, String>();
        for (int i = 0; i < count; i++) {
            headers.put("X-Custom-" + i, "v");
        }
        return headers;
    }
}
