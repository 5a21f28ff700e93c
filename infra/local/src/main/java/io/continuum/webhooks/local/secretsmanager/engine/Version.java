package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One version of a secret. Its value never changes.
 *
 * @param id the version's id
 * @param value the value; not shown by {@code toString}
 * @param created when the version was made
 * @param accessed the last day (UTC) on which the value was read, null when it never was
 */
public record Version(
        VersionId id,
        SecretValue value,
        Instant created,
        @Nullable LocalDate accessed) {
    Version accessedOn(LocalDate day) {
        return new Version(id, value, created, day);
    }
}
