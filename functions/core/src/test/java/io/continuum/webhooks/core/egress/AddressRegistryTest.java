package io.continuum.webhooks.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The one table against IANA's registries, which the test reads by itself. */
class AddressRegistryTest {
    private static final AddressPolicy PRODUCTION = new AddressPolicy(false);
    private static final AddressPolicy INSECURE = new AddressPolicy(true);
    private static final int V4_BYTES = 4;
    private static final int V6_BYTES = 16;
    private static final List<SpecialBlock> REFUSED = SpecialBlock.refused();

    static Stream<SpecialBlock> blocks() {
        return REFUSED.stream();
    }

    static Stream<SpecialBlock> blocks_of_ipv4() {
        return blocks().filter(SpecialBlock::isV4);
    }

    @Test
    void the_registries_are_here_whole() {
        assertThat(SpecialBlock.ofIpv4()).hasSize(26);
        assertThat(SpecialBlock.ofIpv6()).hasSize(25);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void refuses_the_first_the_middle_and_the_last_address_of_every_special_block(SpecialBlock block) {
        assertThat(block.samples())
                .allSatisfy(address ->
                        assertThat(PRODUCTION.allows(address)).as(hex(address)).isFalse());
    }

    @ParameterizedTest
    @MethodSource("blocks_of_ipv4")
    void refuses_them_in_every_embedding(SpecialBlock block) {
        for (byte[] inner : block.samples()) {
            assertThat(Embedding.allAround(inner))
                    .hasSize(13)
                    .allSatisfy(address -> assertThat(PRODUCTION.allows(address))
                            .as(hex(address))
                            .isFalse());
        }
    }

    /** What is special too on the other side, such as 240.0.0.0 after 224.0.0.0/4, is refused; the rest is public. */
    @ParameterizedTest
    @MethodSource("blocks")
    void judges_the_neighbours_of_every_block_by_the_registries_alone(SpecialBlock block) {
        assertThat(block.neighbours())
                .allSatisfy(address ->
                        assertThat(PRODUCTION.allows(address)).as(hex(address)).isEqualTo(isPublic(address)));
    }

    @ParameterizedTest
    @MethodSource("blocks_of_ipv4")
    void a_public_neighbour_is_public_when_mapped_and_in_no_other_embedding(SpecialBlock block) {
        for (byte[] inner : block.neighbours()) {
            byte[] mapped = Embedding.MAPPED.around(inner);
            assertThat(PRODUCTION.allows(mapped)).as(hex(mapped)).isEqualTo(isPublic(inner));
            assertThat(Embedding.allAround(inner))
                    .filteredOn(address -> !Arrays.equals(address, mapped))
                    .hasSize(12)
                    .noneMatch(PRODUCTION::allows);
        }
    }

    /** Guards the test above against registries that leave no neighbour public. */
    @Test
    void most_blocks_have_a_public_neighbour() {
        assertThat(SpecialBlock.ofIpv4().stream()
                        .flatMap(block -> block.neighbours().stream())
                        .filter(AddressRegistryTest::isPublic))
                .hasSizeGreaterThan(25);
        assertThat(SpecialBlock.ofIpv6().stream()
                        .flatMap(block -> block.neighbours().stream())
                        .filter(AddressRegistryTest::isPublic))
                .hasSizeGreaterThan(7);
    }

    @Test
    void refuses_nothing_but_what_the_registries_name() {
        long seed = 6_890L;
        var random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            byte[] address = new byte[i % 2 == 0 ? V4_BYTES : V6_BYTES];
            random.nextBytes(address);
            if (address.length == V6_BYTES && i % 3 != 0) {
                address[0] = (byte) (0x20 | (address[0] & 0x1F));
            }
            assertThat(PRODUCTION.allows(address))
                    .as("seed %d, %s", seed, hex(address))
                    .isEqualTo(isPublic(address));
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void insecure_targets_add_loopback_and_nothing_else(SpecialBlock block) {
        for (byte[] address : block.samples()) {
            assertThat(INSECURE.allows(address)).as(hex(address)).isEqualTo(isLoopback(address));
        }
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void a_url_of_such_an_address_is_refused_for_it(SpecialBlock block) {
        for (byte[] address : block.samples()) {
            assertThat(new UrlPolicy(false).parse("https://" + inUrl(address) + "/hook"))
                    .isEqualTo(new UrlVerdict.Refused(UrlRefusal.ADDRESS_NOT_ALLOWED));
        }
    }

    private static boolean isPublic(byte[] address) {
        boolean unicast = address.length == V4_BYTES || (address[0] & 0xE0) == 0x20;
        return unicast && REFUSED.stream().noneMatch(block -> block.contains(address));
    }

    private static boolean isLoopback(byte[] address) {
        byte[] six = new byte[V6_BYTES];
        six[V6_BYTES - 1] = 1;
        return (address.length == V4_BYTES && address[0] == 127) || Arrays.equals(address, six);
    }

    private static String inUrl(byte[] address) {
        if (address.length == V4_BYTES) {
            return "%d.%d.%d.%d".formatted(address[0] & 255, address[1] & 255, address[2] & 255, address[3] & 255);
        }
        return "[" + hex(address).replaceAll("(....)(?!$)", "$1:") + "]";
    }

    private static String hex(byte[] address) {
        return HexFormat.of().formatHex(address);
    }
}
