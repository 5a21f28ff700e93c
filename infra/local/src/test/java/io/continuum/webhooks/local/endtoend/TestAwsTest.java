package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestAwsTest {
    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:4566", "http://localhost:4566", "http://[::1]:4566"})
    void an_endpoint_on_this_machine_is_taken(String endpoint) {
        assertThat(TestAws.onThisMachine(URI.create(endpoint))).isEqualTo(URI.create(endpoint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://192.0.2.1:4566", "https://198.51.100.7", "sqs.us-east-1.amazonaws.com"})
    void an_endpoint_elsewhere_is_refused(String endpoint) {
        assertThatThrownBy(() -> TestAws.onThisMachine(URI.create(endpoint)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("on this machine only");
    }
}
