package io.continuum.webhooks.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTest {
    private static final AddressPolicy PRODUCTION = new AddressPolicy(false);
    private static final AddressPolicy INSECURE = new AddressPolicy(true);

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/addresses.tsv", delimiter = '\t')
    void judges_every_special_range_and_its_neighbours(String address, String production, String insecure, String note)
            throws UnknownHostException {
        var literal = InetAddress.getByName(address);
        assertThat(word(PRODUCTION.allows(literal))).as(note).isEqualTo(production);
        assertThat(word(INSECURE.allows(literal))).as(note).isEqualTo(insecure);
    }

    @Test
    void judges_a_mapped_address_as_the_ipv4_address_in_it() throws UnknownHostException {
        assertThat(PRODUCTION.allows(mapped("8.8.8.8"))).isTrue();
        assertThat(PRODUCTION.allows(mapped("127.0.0.1"))).isFalse();
        assertThat(PRODUCTION.allows(mapped("10.1.2.3"))).isFalse();
        assertThat(INSECURE.allows(mapped("127.0.0.1"))).isTrue();
        assertThat(INSECURE.allows(mapped("10.1.2.3"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 15, 17})
    void refuses_what_is_no_address(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 8);
        assertThat(PRODUCTION.allows(bytes)).isFalse();
        assertThat(INSECURE.allows(bytes)).isFalse();
    }

    @Test
    void allows_no_ipv6_address_outside_2000_3() {
        long seed = 4_291L;
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] address = new byte[16];
            random.nextBytes(address);
            boolean globalUnicast = (address[0] & 0xE0) == 0x20;
            assertThat(PRODUCTION.allows(address))
                    .as("seed %d, %s", seed, Arrays.toString(address))
                    .satisfies(allowed -> {
                        if (!globalUnicast) {
                            assertThat(allowed).isFalse();
                        }
                    });
        }
    }

    private static byte[] mapped(String address) throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        System.arraycopy(InetAddress.getByName(address).getAddress(), 0, bytes, 12, 4);
        return bytes;
    }

    private static String word(boolean allowed) {
        return allowed ? "allowed" : "refused";
    }
}
