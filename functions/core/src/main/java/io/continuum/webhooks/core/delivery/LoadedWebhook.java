package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.webhook.Webhook;
import org.jspecify.annotations.Nullable;

/**
 * A webhook with what signs for it.
 *
 * @param webhook the configuration
 * @param credentials null = the vault has none that can be read
 */
public record LoadedWebhook(Webhook webhook, @Nullable Credentials credentials) {}
