package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.EgressLimits;
import java.time.Duration;

/**
 * The sizes of one sender.
 *
 * @param connectTimeout longest time for each of look-up, TCP connect and TLS handshake
 * @param longestRequest ceiling of every request's own time-out
 * @param connections connections open at once, kept-alive ones included; at least the number of requests that are made
 *     at once, so that none waits while another webhook's server is slow
 */
public record SenderLimits(Duration connectTimeout, Duration longestRequest, int connections) {
    public SenderLimits {
        if (!connectTimeout.isPositive() || !longestRequest.isPositive() || connections < 1) {
            throw new IllegalArgumentException("limits of a sender are above zero");
        }
    }

    /** Returns production's limits for a process that makes so many requests at once. */
    public static SenderLimits forConnections(int connections) {
        return new SenderLimits(EgressLimits.CONNECT_TIMEOUT, EgressLimits.LONGEST_TIMEOUT, connections);
    }
}
