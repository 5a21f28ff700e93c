package io.continuum.webhooks.core.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortPolicyTest {
    @Test
    void production_allows_four_ports_only() {
        assertThat(IntStream.rangeClosed(-1, 65_536).filter(new PortPolicy(false)::allows))
                .containsExactly(80, 443, 8080, 8443);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 22, 3000, 65_535})
    void insecure_targets_may_have_any_port(int port) {
        assertThat(new PortPolicy(true).allows(port)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65_536})
    void no_port_outside_the_range_is_one(int port) {
        assertThat(new PortPolicy(true).allows(port)).isFalse();
    }
}
