package io.continuum.webhooks.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.UrlVerdict.Accepted;
import io.continuum.webhooks.core.egress.UrlVerdict.Refused;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {
    private static final UrlPolicy PRODUCTION = new UrlPolicy(false);
    private static final UrlPolicy INSECURE = new UrlPolicy(true);

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/urls.tsv", delimiter = '\t', quoteCharacter = '\u0001')
    void judges_each_url_of_the_table(String production, String insecure, String escaped) {
        String url = escaped.translateEscapes();
        assertThat(word(PRODUCTION.parse(url))).isEqualTo(production);
        assertThat(word(INSECURE.parse(url))).isEqualTo(insecure);
    }

    @Test
    void refuses_the_empty_text_and_more_than_2048_characters() {
        String longest = "https://example.com/" + "a".repeat(2_028);
        assertThat(word(PRODUCTION.parse(""))).isEqualTo("empty");
        assertThat(word(PRODUCTION.parse(longest))).isEqualTo("accepted");
        assertThat(word(PRODUCTION.parse(longest + "a"))).isEqualTo("too_long");
    }

    @Test
    void takes_a_url_apart() {
        var url = TargetUrls.of("HTTPS://Hooks.EXAMPLE.com:8443/A/b%20c?Q=1&q=|");
        assertThat(url.scheme()).isEqualTo("https");
        assertThat(url.host()).isEqualTo("hooks.example.com");
        assertThat(url.port()).isEqualTo(8443);
        assertThat(url.hasDefaultPort()).isFalse();
        assertThat(url.pathAndQuery()).isEqualTo("/A/b%20c?Q=1&q=|");
        assertThat(url.isLiteral()).isFalse();
        assertThat(url.literalAddress()).isEmpty();
        assertThat(url).hasToString("HTTPS://Hooks.EXAMPLE.com:8443/A/b%20c?Q=1&q=|");
    }

    @Test
    void knows_an_address_from_a_name() {
        var four = TargetUrls.of("https://8.8.4.4/");
        assertThat(four.isLiteral()).isTrue();
        assertThat(four.literalAddress())
                .hasValueSatisfying(a -> assertThat(a.getAddress()).containsExactly(8, 8, 4, 4));
        var six = TargetUrls.of("https://[2606:4700:0::1111]:8443/x");
        assertThat(six.host()).isEqualTo("2606:4700:0:0:0:0:0:1111");
        assertThat(six.literalAddress())
                .hasValueSatisfying(a -> assertThat(a.getHostAddress()).isEqualTo("2606:4700:0:0:0:0:0:1111"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.com", "https://example.com:", "https://example.com:443", "https://example.com/"
            })
    void fills_in_port_and_path(String text) {
        var url = TargetUrls.of(text);
        assertThat(url.port()).isEqualTo(443);
        assertThat(url.hasDefaultPort()).isTrue();
        assertThat(url.pathAndQuery()).isEqualTo("/");
    }

    @Test
    void puts_a_path_before_a_lone_query() {
        assertThat(TargetUrls.of("https://example.com?a=/b").pathAndQuery()).isEqualTo("/?a=/b");
    }

    @Test
    void gives_http_its_own_port() {
        var url = TargetUrls.insecure("http://localhost/hook");
        assertThat(url.port()).isEqualTo(80);
        assertThat(url.hasDefaultPort()).isTrue();
    }

    @Test
    void writes_every_ipv6_address_in_one_form() {
        assertThat(TargetUrls.of("https://[::FFFF:8.8.4.4]/").host()).isEqualTo("0:0:0:0:0:ffff:808:404");
        assertThat(TargetUrls.insecure("https://[::1]/").host()).isEqualTo("0:0:0:0:0:0:0:1");
    }

    @Test
    void equal_text_is_an_equal_url() {
        assertThat(TargetUrls.of("https://example.com/a"))
                .isEqualTo(TargetUrls.of("https://example.com/a"))
                .hasSameHashCodeAs(TargetUrls.of("https://example.com/a"))
                .isNotEqualTo(TargetUrls.of("https://example.com/b"));
    }

    @Test
    void reads_any_text_without_an_exception() {
        long seed = 20_261_101L;
        var random = new Random(seed);
        String alphabet = "https://[]:@.?#\\%0127afx-_ \u00e9\uFF10localhost";
        for (int i = 0; i < 20_000; i++) {
            var text = new StringBuilder(random.nextBoolean() ? "https://" : "");
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            var verdict = PRODUCTION.parse(text.toString());
            assertThat(verdict).as("seed %d, text %s", seed, text).isInstanceOfAny(Accepted.class, Refused.class);
        }
    }

    private static String word(UrlVerdict verdict) {
        return switch (verdict) {
            case Accepted _ -> "accepted";
            case Refused(var reason) -> reason.code();
        };
    }
}
