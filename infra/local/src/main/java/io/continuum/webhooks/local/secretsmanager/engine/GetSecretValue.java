package io.continuum.webhooks.local.secretsmanager.engine;

import org.jspecify.annotations.Nullable;

/** Reads the value of one version of a secret. Safe for use by many threads. */
public final class GetSecretValue {
    private final SecretStore store;

    /** Reads from that store. */
    public GetSecretValue(SecretStore store) {
        this.store = store;
    }

    /**
     * Which version to read.
     *
     * @param id the secret
     * @param version the version's id, null for the one with the label
     * @param label the label, null for AWSCURRENT; with an id too, both must mean the same version
     */
    public record Request(
            SecretId id,
            @Nullable VersionId version,
            @Nullable StagingLabel label) {}

    /**
     * What was read. {@code toString} does not show the value.
     *
     * @param secret the secret
     * @param version the version, one of the secret's
     */
    public record Answer(Secret secret, Version version) {}

    /**
     * Reads the value, and notes the day on the secret and the version.
     *
     * @throws RejectedException ResourceNotFoundException when there is no such secret or version;
     *     InvalidRequestException when the secret is scheduled for deletion, or id and label mean different versions
     */
    public Answer get(Request request) {
        var secret = store.requireUsable(request.id());
        var version = select(secret.versions(), request);
        var today = store.today();
        if (!today.equals(version.accessed())) {
            secret = store.changeUsable(request.id(), current -> current.accessedOn(version.id(), today));
        }
        return new Answer(secret, version);
    }

    private static Version select(Versions versions, Request request) {
        var id = request.version();
        var label = request.label();
        if (id == null) {
            var wanted = label == null ? StagingLabel.CURRENT : label;
            return versions.find(wanted)
                    .orElseThrow(() -> RejectedException.versionNotFound("staging label: " + wanted.value()));
        }
        var version =
                versions.find(id).orElseThrow(() -> RejectedException.versionNotFound("VersionId: " + id.value()));
        if (label != null && !id.equals(versions.labels().get(label))) {
            throw RejectedException.invalidRequest(
                    "You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return version;
    }
}
