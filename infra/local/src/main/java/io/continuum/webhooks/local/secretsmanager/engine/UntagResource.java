package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.List;
import java.util.Set;

/** Removes tags from a secret. Safe for use by many threads. */
public final class UntagResource {
    private final SecretStore store;

    /** Removes tags from secrets of that store. */
    public UntagResource(SecretStore store) {
        this.store = store;
    }

    /**
     * Removes the tags with those keys; without any such tag the secret is unchanged, its dates too.
     *
     * @throws RejectedException ResourceNotFoundException when there is no such secret; InvalidRequestException when it
     *     is scheduled for deletion; InvalidParameterException when a key is not valid
     */
    public Secret untag(SecretId id, List<String> keys) {
        keys.forEach(Tag::requireKey);
        var removed = Set.copyOf(keys);
        return store.changeUsable(
                id,
                secret -> secret.metadata().tags().stream().noneMatch(tag -> removed.contains(tag.key()))
                        ? secret
                        : secret.withMetadata(metadata -> metadata.untagged(removed), store.now()));
    }
}
