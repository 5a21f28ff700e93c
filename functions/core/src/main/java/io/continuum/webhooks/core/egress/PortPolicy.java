package io.continuum.webhooks.core.egress;

import java.util.Set;

/**
 * Which ports a webhook may name.
 *
 * @param allowInsecureTargets any port, for receivers on the developer's own machine
 */
public record PortPolicy(boolean allowInsecureTargets) {
    /** The design's list (seed 002 §8): a webhook must not become a scanner of other services' ports. */
    private static final Set<Integer> ALLOWED = Set.of(80, 443, 8080, 8443);

    private static final int LARGEST = 65_535;

    /** Returns whether the port may be dialled; never for numbers that are no port. */
    public boolean allows(int port) {
        return port >= 1 && port <= LARGEST && (allowInsecureTargets || ALLOWED.contains(port));
    }
}
