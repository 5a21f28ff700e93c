package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;

/**
 * A version to make. {@code toString} does not show its value.
 *
 * @param id the ClientRequestToken, which makes the request idempotent
 * @param value the value
 */
public record NewVersion(VersionId id, SecretValue value) {
    Version at(Instant now) {
        return new Version(id, value, now, null);
    }

    /**
     * Tells whether the secret has this very version already.
     *
     * @throws RejectedException ResourceExistsException when it has the id with another value
     */
    boolean isIn(Secret secret) {
        var same = secret.versions().find(id);
        if (same.filter(version -> !version.value().equals(value)).isPresent()) {
            throw RejectedException.versionExists(id, secret);
        }
        return same.isPresent();
    }
}
