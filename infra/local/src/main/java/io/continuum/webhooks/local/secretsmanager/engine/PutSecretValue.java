package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.List;

/** Adds a version to a secret. Safe for use by many threads. */
public final class PutSecretValue {
    private final SecretStore store;

    /** Adds versions to secrets of that store. */
    public PutSecretValue(SecretStore store) {
        this.store = store;
    }

    /**
     * What to add. {@code toString} does not show the value.
     *
     * @param id the secret
     * @param version the version
     * @param labels the labels for the new version, at most 20; none means AWSCURRENT
     */
    public record Request(SecretId id, NewVersion version, List<StagingLabel> labels) {
        /** Refuses more than 20 labels with InvalidParameterException. */
        public Request {
            labels = List.copyOf(labels);
            Check.size("VersionStages", labels.size(), 0, Limits.STAGING_LABELS_MAX);
        }
    }

    /**
     * Adds the version; the same token with the same value again changes nothing.
     *
     * @return the secret as it is then
     * @throws RejectedException ResourceNotFoundException when there is no such secret; InvalidRequestException when it
     *     is scheduled for deletion; ResourceExistsException when the token was used with another value;
     *     LimitExceededException when the secret would have more than 20 labels
     */
    public Secret put(Request request) {
        var version = request.version();
        return store.changeUsable(request.id(), secret -> {
            if (version.isIn(secret)) {
                return secret;
            }
            var now = store.now();
            return secret.withVersions(
                    versions -> request.labels().isEmpty()
                            ? versions.addCurrent(version.at(now))
                            : versions.add(version.at(now), request.labels()),
                    now);
        });
    }
}
