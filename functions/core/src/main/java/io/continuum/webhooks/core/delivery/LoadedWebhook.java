package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Unseen;
import io.continuum.webhooks.core.webhook.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * A webhook with what signs for it.
 *
 * @param webhook the configuration
 * @param signs null = the vault has none that can be read
 */
public record LoadedWebhook(Webhook webhook, @Nullable Signs signs) {
    /**
     * What signs, and what must not be kept of answers because of it.
     *
     * @param credentials secrets, key pairs, values of own headers
     * @param unseen takes them out of texts; made once for all attempts
     */
    public record Signs(Credentials credentials, Unseen unseen) {
        static Signs with(Credentials credentials) {
            return new Signs(credentials, Unseen.of(credentials));
        }
    }
}
