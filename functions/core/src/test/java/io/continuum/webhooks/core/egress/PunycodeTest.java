package io.continuum.webhooks.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.IDN;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PunycodeTest {
    /** RFC 3492 §7.1 and names that are registered. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "xn--egbpdaj6bu4bxfgehfvwxn",
                "xn--ihqwcrb4cv8a8dqg056pqjye",
                "xn--4dbcagdahymbxekheh6e0a7fei0b",
                "xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
                "xn--maana-pta",
                "xn--3b-ww4c5e180e575a65lsy2b",
                "xn--d9juau41awczczp",
                "xn--fiqs8s",
                "xn--i-7iq",
                "plain",
                "xn-plain"
            })
    void decodes_what_is_punycode(String label) {
        assertThat(Punycode.isSound(label)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xn--",
                "xn--a-",
                "xn--abc-",
                "xn--0",
                "xn--99999999",
                "xn--a-9999999999999999999",
                "xn--zzzzzzzz"
            })
    void refuses_what_is_not(String label) {
        assertThat(Punycode.isSound(label)).isFalse();
    }

    @Test
    void agrees_with_the_jdk_on_random_names() {
        long seed = 3_492L;
        var random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            var name = new StringBuilder();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                name.appendCodePoint(random.nextBoolean() ? 'a' + random.nextInt(26) : 0x4E00 + random.nextInt(0x51A5));
            }
            assertThat(Punycode.isSound(IDN.toASCII(name.toString())))
                    .as("seed %d, %s", seed, name)
                    .isTrue();
        }
    }
}
