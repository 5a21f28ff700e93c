package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Creates a secret, with a first version when a value is given. Safe for use by many threads. */
public final class CreateSecret {
    private final SecretStore store;

    /** Creates secrets in that store. */
    public CreateSecret(SecretStore store) {
        this.store = store;
    }

    /**
     * What to create.
     *
     * @param name the secret's name
     * @param metadata description, key and tags
     * @param first the first version, null for a secret without a value
     */
    public record Request(
            SecretName name, Metadata metadata, @Nullable NewVersion first) {}

    /**
     * Creates the secret; the same token with the same value again returns what is there.
     *
     * @throws RejectedException ResourceExistsException when the name is taken, or the token was used with another
     *     value; InvalidRequestException when the name belongs to a secret scheduled for deletion
     */
    public Secret create(Request request) {
        store.removeExpired();
        return store.create(
                request.name(),
                existing -> existing.map(secret -> repeated(secret, request.first()))
                        .orElseGet(() -> made(request)));
    }

    private Secret made(Request request) {
        var now = store.now();
        var versions = Optional.ofNullable(request.first())
                .map(first -> Versions.NONE.add(first.at(now), List.of(StagingLabel.CURRENT)))
                .orElse(Versions.NONE);
        return new Secret(
                request.name(),
                store.newArn(request.name()),
                request.metadata(),
                versions,
                new Dates(now, now, null, null));
    }

    private static Secret repeated(Secret existing, @Nullable NewVersion first) {
        if (existing.isScheduledForDeletion()) {
            throw RejectedException.invalidRequest("You can't create this secret because a secret with this name is"
                    + " already scheduled for deletion.");
        }
        if (first == null || !first.isIn(existing)) {
            throw RejectedException.secretExists(existing.name());
        }
        return existing;
    }
}
