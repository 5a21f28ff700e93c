package io.continuum.webhooks.local.permissions;

import io.continuum.webhooks.lambda.PlatformFunction;

/**
 * A right that a function used.
 *
 * @param action as IAM calls it
 * @param resource as permissions.txt calls it; a secret of its own name is {@code secret:hooks/dev/…}
 */
public record Call(PlatformFunction function, String action, String resource) implements Comparable<Call> {
    @Override
    public int compareTo(Call other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return function.id() + " " + action + " " + resource;
    }
}
