package io.continuum.webhooks.local.secretsmanager.engine;

/** Cancels the scheduled deletion of a secret. Safe for use by many threads. */
public final class RestoreSecret {
    private final SecretStore store;

    /** Restores secrets of that store. */
    public RestoreSecret(SecretStore store) {
        this.store = store;
    }

    /**
     * Makes the secret usable again; one that is not scheduled for deletion stays as it is.
     *
     * @throws RejectedException ResourceNotFoundException when there is no such secret or its recovery window ended
     */
    public Secret restore(SecretId id) {
        return store.change(
                id, secret -> secret.isScheduledForDeletion() ? secret.withDeletion(null, store.now()) : secret);
    }
}
