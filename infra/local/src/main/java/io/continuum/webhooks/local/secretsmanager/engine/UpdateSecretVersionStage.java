package io.continuum.webhooks.local.secretsmanager.engine;

import org.jspecify.annotations.Nullable;

/** Moves a staging label between the versions of a secret, or takes it away. Safe for use by many threads. */
public final class UpdateSecretVersionStage {
    private final SecretStore store;

    /** Moves labels in that store. */
    public UpdateSecretVersionStage(SecretStore store) {
        this.store = store;
    }

    /**
     * What to move.
     *
     * @param id the secret
     * @param label the label
     * @param from the version that has the label now; may be null only if no other version than {@code to} has it
     * @param to the version that shall have it, null to take it away
     */
    public record Request(
            SecretId id,
            StagingLabel label,
            @Nullable VersionId from,
            @Nullable VersionId to) {}

    /**
     * Moves the label; where AWSCURRENT leaves, AWSPREVIOUS arrives.
     *
     * @return the secret as it is then
     * @throws RejectedException ResourceNotFoundException when there is no such secret or version {@code to};
     *     InvalidRequestException when the secret is scheduled for deletion; InvalidParameterException when
     *     {@code from} does not have the label, is missing though another version has it, or when AWSCURRENT would be
     *     on no version; LimitExceededException when the secret would have more than 20 labels
     */
    public Secret update(Request request) {
        return store.changeUsable(request.id(), secret -> {
            requireHolder(secret.versions(), request);
            var to = request.to();
            var versions = to == null
                    ? detached(secret.versions(), request)
                    : attached(secret.versions(), request.label(), to);
            return versions.equals(secret.versions())
                    ? secret
                    : secret.withVersions(unchanged -> versions, store.now());
        });
    }

    private static void requireHolder(Versions versions, Request request) {
        var holder = versions.labels().get(request.label());
        var from = request.from();
        if (from != null && !from.equals(holder)) {
            throw RejectedException.invalidParameter(
                    "The staging label " + request.label().value() + " isn't attached to version " + from.value()
                            + ", which RemoveFromVersionId names.");
        }
        if (from == null && holder != null && !holder.equals(request.to())) {
            throw RejectedException.invalidParameter("The parameter RemoveFromVersionId can't be empty. Staging label "
                    + request.label().value() + " is currently attached to version " + holder.value()
                    + ", so you must explicitly reference that version in RemoveFromVersionId.");
        }
    }

    private static Versions attached(Versions versions, StagingLabel label, VersionId to) {
        if (versions.find(to).isEmpty()) {
            throw RejectedException.versionNotFound("VersionId: " + to.value());
        }
        return versions.attach(label, to);
    }

    private static Versions detached(Versions versions, Request request) {
        if (request.from() == null) {
            throw RejectedException.invalidParameter("You must specify RemoveFromVersionId, MoveToVersionId, or both.");
        }
        if (request.label().equals(StagingLabel.CURRENT)) {
            throw RejectedException.invalidParameter("You can only move staging label AWSCURRENT to a different secret"
                    + " version. It can't be completely removed.");
        }
        return versions.detach(request.label());
    }
}
