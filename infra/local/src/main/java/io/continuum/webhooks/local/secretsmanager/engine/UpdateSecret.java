package io.continuum.webhooks.local.secretsmanager.engine;

import org.jspecify.annotations.Nullable;

/** Changes what a secret says about itself, its value, or both. Safe for use by many threads. */
public final class UpdateSecret {
    private final SecretStore store;

    /** Changes secrets of that store. */
    public UpdateSecret(SecretStore store) {
        this.store = store;
    }

    /**
     * What to change. {@code toString} does not show the value.
     *
     * @param id the secret
     * @param description the new description, null to keep the old one
     * @param kmsKeyId the new key, null to keep the old one
     * @param version the new current version, null to keep the old one
     */
    public record Request(
            SecretId id,
            @Nullable String description,
            @Nullable String kmsKeyId,
            @Nullable NewVersion version) {}

    /**
     * Makes all changes at once; the same token with the same value again changes nothing at all.
     *
     * @return the secret as it is then
     * @throws RejectedException ResourceNotFoundException when there is no such secret; InvalidRequestException when it
     *     is scheduled for deletion; ResourceExistsException when the token was used with another value;
     *     InvalidParameterException when the description or the key is too long
     */
    public Secret update(Request request) {
        var version = request.version();
        return store.changeUsable(request.id(), secret -> {
            if (version != null && version.isIn(secret)) {
                return secret;
            }
            var now = store.now();
            var described =
                    secret.withMetadata(metadata -> metadata.updated(request.description(), request.kmsKeyId()), now);
            return version == null
                    ? described
                    : described.withVersions(versions -> versions.addCurrent(version.at(now)), now);
        });
    }
}
