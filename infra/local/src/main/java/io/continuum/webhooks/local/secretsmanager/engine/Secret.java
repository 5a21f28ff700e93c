package io.continuum.webhooks.local.secretsmanager.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A secret with all its versions, as of one moment. {@code toString} shows no value.
 *
 * @param name its name
 * @param arn its ARN
 * @param metadata description, key and tags
 * @param versions values and staging labels
 * @param dates when things happened to it
 */
public record Secret(SecretName name, Arn arn, Metadata metadata, Versions versions, Dates dates) {
    /** Tells whether the secret is in its recovery window, or past it. */
    public boolean isScheduledForDeletion() {
        return dates.deletion() != null;
    }

    /** Tells whether the recovery window has ended, which makes the name free. */
    boolean isGone(Instant now) {
        var deletion = dates.deletion();
        return deletion != null && !now.isBefore(deletion);
    }

    Secret withMetadata(UnaryOperator<Metadata> change, Instant now) {
        return new Secret(name, arn, change.apply(metadata), versions, dates.changedAt(now));
    }

    Secret withVersions(UnaryOperator<Versions> change, Instant now) {
        return new Secret(name, arn, metadata, change.apply(versions), dates.changedAt(now));
    }

    Secret withDeletion(@Nullable Instant end, Instant now) {
        return new Secret(name, arn, metadata, versions, dates.deletedAt(end).changedAt(now));
    }

    Secret accessedOn(VersionId version, LocalDate day) {
        return new Secret(name, arn, metadata, versions.accessedOn(version, day), dates.accessedOn(day));
    }
}
