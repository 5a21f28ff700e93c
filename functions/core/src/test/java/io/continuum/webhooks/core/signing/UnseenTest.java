package io.continuum.webhooks.core.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnseenTest {
    private static final String SECRET = "whs_Q7mR2vX9kLp4z8TnB6";
    private static final Unseen UNSEEN = Unseen.of(Credentials.of(new Secret(SECRET))
            .withHeaders(Map.of("authorization", "Bearer token-12345", "x-short", "yes")));

    private static String hidden(String text) {
        return UNSEEN.takenOutOf(text, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "u", "us", "user:"})
    void a_secret_in_base64_is_hidden_whatever_stands_before_it(String before) {
        String text =
                Base64.getEncoder().encodeToString((before + SECRET + " and more").getBytes(StandardCharsets.UTF_8));

        assertThat(hidden(text)).contains("****").hasSizeLessThan(text.length() - SECRET.length());
    }

    @Test
    void a_secret_is_hidden_plain_in_hexadecimal_and_by_its_end() {
        String hex = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));

        assertThat(hidden(SECRET + " " + hex + " " + hex.toUpperCase(Locale.ROOT) + " …4z8TnB6 z8TnB6"))
                .isEqualTo("**** **** **** …4z8TnB6 z8TnB6");
        assertThat(hidden("ends with p4z8TnB6")).isEqualTo("ends with ****");
    }

    @Test
    void values_of_headers_are_hidden_whole_and_by_their_parts_but_short_ones_stay() {
        assertThat(hidden("Bearer token-12345, token-12345, yes")).isEqualTo("****, ****, yes");
    }

    @Test
    void the_standard_form_is_hidden() {
        assertThat(hidden(new Secret(SECRET).standardSecret())).isEqualTo("****");
    }

    @Test
    void other_texts_stay_as_they_are() {
        assertThat(hidden("{\"error\":\"bad signature\"}")).isEqualTo("{\"error\":\"bad signature\"}");
    }

    @Test
    void the_beginning_that_a_cut_left_goes_only_where_there_was_one() {
        assertThat(UNSEEN.takenOutOf("it was whs_Q7mR2vX", true)).isEqualTo("it was ");
        assertThat(UNSEEN.takenOutOf("it was whs_Q7mR2vX", false)).isEqualTo("it was whs_Q7mR2vX");
    }
}
