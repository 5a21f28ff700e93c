package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.List;

/** Adds tags to a secret. Safe for use by many threads. */
public final class TagResource {
    private final SecretStore store;

    /** Tags secrets of that store. */
    public TagResource(SecretStore store) {
        this.store = store;
    }

    /**
     * Adds the tags; a key that is there gets the new value.
     *
     * @throws RejectedException ResourceNotFoundException when there is no such secret; InvalidRequestException when it
     *     is scheduled for deletion; InvalidParameterException when it would have more than 50 tags
     */
    public Secret tag(SecretId id, List<Tag> tags) {
        return store.changeUsable(id, secret -> secret.withMetadata(metadata -> metadata.tagged(tags), store.now()));
    }
}
