package io.continuum.webhooks.core.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class HmacTest {
    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/rfc4231-hmac-sha256.csv", useHeadersInDisplayName = true)
    void agrees_with_rfc_4231(String key, String data, String mac) {
        assertThat(Hmac.hex(
                        Hmac.sha256(HexFormat.of().parseHex(key), HexFormat.of().parseHex(data))))
                .isEqualTo(mac);
    }

    @Test
    void parts_follow_each_other_with_nothing_between() {
        var key = "key".getBytes(UTF_8);

        assertThat(Hmac.sha256(key, "1.".getBytes(UTF_8), "{}".getBytes(UTF_8)))
                .isEqualTo(Hmac.sha256(key, "1.{}".getBytes(UTF_8)));
    }

    @Test
    void an_empty_key_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Hmac.sha256(new byte[0]));
    }
}
