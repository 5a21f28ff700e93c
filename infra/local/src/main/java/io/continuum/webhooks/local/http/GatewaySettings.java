package io.continuum.webhooks.local.http;

import java.time.Duration;

/**
 * How the local API Gateway listens.
 *
 * @param port of 127.0.0.1; 0 for any free one
 * @param integrationTimeout after which a request is answered 504; API Gateway's is 29 s
 * @param stage the stage's name in the events; it is no part of the path
 */
public record GatewaySettings(int port, Duration integrationTimeout, String stage) {
    private static final Duration DEFAULT_INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    /** API Gateway's timeout and the stage {@code local}. */
    public static GatewaySettings onPort(int port) {
        return new GatewaySettings(port, DEFAULT_INTEGRATION_TIMEOUT, "local");
    }

    /** The same with another timeout. */
    public GatewaySettings withIntegrationTimeout(Duration timeout) {
        return new GatewaySettings(port, timeout, stage);
    }
}
