package io.continuum.webhooks.local.secretsmanager.engine;

import java.util.List;

/**
 * Where the secrets are kept. The store calls {@link #load} once, before anything else, and never two changes of the
 * same name at a time; changes of different names may run at the same time. A failure is an unchecked exception whose
 * message contains no value.
 */
public interface Storage extends AutoCloseable {
    /** Returns every secret that was saved and not removed. */
    List<Secret> load();

    /** Keeps the secret in place of what was kept under its name. It is durable when this returns. */
    void save(Secret secret);

    /** Forgets the secret of that name, if there is one. It is durable when this returns. */
    void remove(SecretName name);

    /** Releases what the storage holds. Nothing is lost that was saved. */
    @Override
    void close();
}
