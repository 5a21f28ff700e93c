package io.continuum.webhooks.core.signing;

import io.continuum.webhooks.core.id.WebhookKey;

/**
 * Keeps credentials. A version, once made, never changes, so it may be cached for ever. Thread-safe. Methods throw
 * {@code Unavailable} if the vault does not answer.
 */
public interface SecretVault {
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

    /** The vault works and has no such version, or its content cannot be read. */
    final class MissingSecret extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** Names the webhook, never the content. */
        public MissingSecret(WebhookKey webhook) {
            super("no readable secret for " + webhook);
        }
    }
}
