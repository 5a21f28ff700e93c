package io.continuum.webhooks.lambda.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HiddenTexts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTextTest {
    private static final HiddenTexts NONE = HiddenTexts.of(Stream.of());
    private static final int CAP = 16 * 1_024;

    @Test
    void keeps_text_with_its_line_ends() {
        assertThat(ResponseText.of("a\tb\r\nc \u00e9 \u4e2d \ud83d\ude00".getBytes(UTF_8), false, NONE))
                .isEqualTo(new ResponseText("a\tb\r\nc \u00e9 \u4e2d \ud83d\ude00", false));
    }

    @Test
    void leaves_out_every_other_control_character() {
        assertThat(ResponseText.of("a\0\u0007\b\u000b\u001b\u007f\u0085\u009fb".getBytes(UTF_8), false, NONE)
                        .text())
                .isEqualTo("ab");
    }

    @Test
    void replaces_what_is_no_utf_8() {
        assertThat(ResponseText.of(new byte[] {'a', (byte) 0xFF, (byte) 0xC0, (byte) 0x80, 'b'}, false, NONE)
                        .text())
                .isEqualTo("a\uFFFD\uFFFD\uFFFDb");
    }

    @Test
    void drops_a_character_that_the_cut_left_in_two() {
        byte[] cut = Arrays.copyOf("ab\u20ac".getBytes(UTF_8), 4);
        assertThat(ResponseText.of(cut, true, NONE)).isEqualTo(new ResponseText("ab", true));
        assertThat(ResponseText.of(cut, false, NONE)).isEqualTo(new ResponseText("ab\uFFFD", false));
    }

    @Test
    void is_never_more_than_16_kb_even_where_replacing_made_it_longer() {
        var text = ResponseText.of("\u00ff".repeat(CAP).getBytes(ISO_8859_1), false, NONE);
        assertThat(text.text().getBytes(UTF_8)).hasSizeBetween(CAP - 3, CAP);
        assertThat(text.truncated()).isTrue();
        var wide = ResponseText.of(("a" + "\ud83d\ude00".repeat(CAP / 4)).getBytes(UTF_8), false, NONE);
        assertThat(wide.text().getBytes(UTF_8)).hasSize(CAP - 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer tok/en+\"with\\signs=",
                "tok/en+\"with\\signs=",
                "tok/en+\\\"with\\\\signs=",
                "tok\\/en+\\\"with\\\\signs="
            })
    void masks_credentials_however_they_are_echoed(String echoed) {
        var secrets = SentSecrets.in(List.of(new Header("Authorization", "Bearer tok/en+\"with\\signs=")));
        assertThat(ResponseText.of(("<" + echoed + ">").getBytes(UTF_8), false, secrets)
                        .text())
                .contains("****")
                .doesNotContain("signs");
    }

    @Test
    void masks_a_credential_hidden_by_control_characters() {
        var secrets = SentSecrets.in(List.of(new Header("X-Token", "abcdefgh12345678")));
        assertThat(ResponseText.of("abcd\0efgh12345678".getBytes(UTF_8), false, secrets)
                        .text())
                .isEqualTo("****");
    }

    @Test
    void drops_the_beginning_of_a_credential_at_the_cut() {
        var secrets = SentSecrets.in(List.of(new Header("X-Token", "abcdefgh12345678")));
        assertThat(ResponseText.of("text abcdefgh1234".getBytes(UTF_8), true, secrets)
                        .text())
                .isEqualTo("text ");
    }

    @Test
    void leaves_alone_what_is_public() {
        var headers = List.of(
                new Header("Content-Type", "application/json"),
                new Header("User-Agent", "CONTINUUM-Webhooks/1.0"),
                new Header("webhook-id", "dlv_0123456789"),
                new Header("X-Continuum-Delivery", "dlv_0123456789"),
                new Header("X-Lanonasis-Event", "memory.created"),
                new Header("X-Continuum-Timestamp", "1767225600"),
                new Header("ce-source", "/tenants/default"),
                new Header("X-Short", "1234567"));
        String echoed = headers.stream().map(Header::value).collect(Collectors.joining(" "));

        assertThat(SentSecrets.in(headers).takenOutOf(echoed)).isEqualTo(echoed);
    }

    @Test
    void cuts_header_values() {
        assertThat(ResponseText.ofHeader("1\r\n2\0" + "3".repeat(300), 5)).isEqualTo("12333");
    }
}
