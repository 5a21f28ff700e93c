package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * When things happened to a secret.
 *
 * @param created when it was created
 * @param changed when anything about it was last changed; reading does not count
 * @param accessed the last day (UTC) on which a value was read, null when none ever was
 * @param deletion the end of the recovery window, null when it is not scheduled for deletion
 */
public record Dates(
        Instant created,
        Instant changed,
        @Nullable LocalDate accessed,
        @Nullable Instant deletion) {
    Dates changedAt(Instant now) {
        return new Dates(created, now, accessed, deletion);
    }

    Dates accessedOn(LocalDate day) {
        return new Dates(created, changed, day, deletion);
    }

    Dates deletedAt(@Nullable Instant end) {
        return new Dates(created, changed, accessed, end);
    }
}
