package io.continuum.webhooks.core.signing;

import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Keeps credentials. A version, once made, never changes, so it may be cached for ever. Thread-safe. Methods throw
 * {@code Unavailable} if the vault does not answer.
 */
public interface SecretVault {
    /** Returns a name for a version to be put; where there are two stores, it says which one keeps it. */
    default String newVersion(RandomGenerator random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /**
     * Keeps a new version of a webhook's credentials; the first one makes its secret. Repeating the call with the same
     * version and credentials changes nothing.
     *
     * @param version made by the caller, 32 to 64 characters {@code [A-Za-z0-9-]}; named by the configuration
     */
    void put(WebhookKey webhook, String version, Credentials credentials);

    /**
     * Returns one version.
     *
     * @throws MissingSecret if the vault answers that there is none
     */
    Credentials get(WebhookKey webhook, String version);

    /** Removes all versions at once and for good; removing what is not there is no error. */
    void delete(WebhookKey webhook);

    /**
     * Removes what no configuration will ever name, because it was put before {@code before} and is not {@code version},
     * which the configuration names. A store whose versions end by themselves has nothing to do.
     */
    default void retain(WebhookKey webhook, String version, Instant before) {}

    /** The vault works and has no such version, or its content cannot be read. */
    final class MissingSecret extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Names the webhook, never the content. */
        public MissingSecret(WebhookKey webhook) {
            super("no readable secret for " + webhook);
        }
    }
}
