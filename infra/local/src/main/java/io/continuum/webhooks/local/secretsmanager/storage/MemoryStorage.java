package io.continuum.webhooks.local.secretsmanager.storage;

import io.continuum.webhooks.local.secretsmanager.engine.Secret;
import io.continuum.webhooks.local.secretsmanager.engine.SecretName;
import io.continuum.webhooks.local.secretsmanager.engine.Storage;
import java.util.List;

/** Keeps nothing beyond the store itself: the secrets end with the server. */
public final class MemoryStorage implements Storage {
    @Override
    public List<Secret> load() {
        return List.of();
    }

    @Override
    public void save(Secret secret) {
        // The store has it.
    }

    @Override
    public void remove(SecretName name) {
        // The store forgets it.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
