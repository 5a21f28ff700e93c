package io.continuum.webhooks.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void runs_on_the_toolchain() {
        assertThat(Runtime.version().feature()).isEqualTo(25);
    }
}
