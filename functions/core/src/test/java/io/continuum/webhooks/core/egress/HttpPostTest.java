package io.continuum.webhooks.core.egress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPostTest {
    private static final List<Header> HEADERS = List.of(new Header("Authorization", "Bearer s3cr3t-token"));

    @Test
    void keeps_its_own_copies_of_body_and_headers() {
        byte[] body = "{}".getBytes(UTF_8);
        var headers = new ArrayList<>(HEADERS);
        var post = post(headers, body, Duration.ofSeconds(30));
        body[0] = 'x';
        headers.clear();
        post.body()[1] = 'x';
        assertThat(post.body()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(post.headers()).isEqualTo(HEADERS);
    }

    @Test
    void shows_neither_body_nor_header_values_nor_the_query() {
        assertThat(post(HEADERS, "the-body".getBytes(UTF_8), Duration.ofSeconds(30)))
                .asString()
                .contains("https://example.com:443", "Authorization", "8 bytes")
                .doesNotContain("s3cr3t", "the-body", "query-key");
    }

    @Test
    void equals_another_with_the_same_content() {
        var post = post(HEADERS, new byte[] {1}, Duration.ofSeconds(30));
        assertThat(post)
                .isEqualTo(post(HEADERS, new byte[] {1}, Duration.ofSeconds(30)))
                .hasSameHashCodeAs(post(HEADERS, new byte[] {1}, Duration.ofSeconds(30)))
                .isNotEqualTo(post(HEADERS, new byte[] {2}, Duration.ofSeconds(30)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT50.001S", "PT0S", "PT-1S"})
    void refuses_a_timeout_outside_1_to_50_seconds(Duration timeout) {
        assertThatIllegalArgumentException().isThrownBy(() -> post(HEADERS, new byte[0], timeout));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "Expect", "Upgrade"})
    void refuses_headers_that_the_sender_writes(String name) {
        var headers = List.of(new Header(name, "x"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> post(headers, new byte[0], Duration.ofSeconds(1)))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:b", "é", "a\r\nb"})
    void a_header_name_is_a_token(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Header(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nX-Injected: b", "a\nb", "\0", "\u007f", "a\tb", "\u010d\u010aX-Injected: b", "\u4e2d"})
    void a_header_value_cannot_end_its_line(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Header("X-A", value));
    }

    @Test
    void failures_have_stable_codes() {
        assertThat(SendFailure.values())
                .extracting(SendFailure::code)
                .containsExactly(
                        "dns_error",
                        "blocked_target",
                        "connect_refused",
                        "connect_timeout",
                        "tls_error",
                        "timeout",
                        "reset",
                        "protocol_error",
                        "response_too_large");
    }

    @Test
    void an_answer_shows_no_body() {
        var answer = new SendResult.Answered(200, List.of(), "their-text", false, Duration.ofMillis(5));
        assertThat(answer).asString().contains("200", "10 chars").doesNotContain("their-text");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600, 999})
    void an_answer_has_a_real_status(int status) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SendResult.Answered(status, List.of(), "", false, Duration.ZERO));
    }

    private static HttpPost post(List<Header> headers, byte[] body, Duration timeout) {
        return new HttpPost(TargetUrls.of("https://example.com/hooks?key=query-key"), headers, body, timeout);
    }
}
