package io.continuum.webhooks.lambda.api.dialect;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.webhook.Webhook;

/**
 * A webhook as an answer shows it.
 *
 * @param webhook its configuration
 * @param state what its deliveries made of it
 */
public record ShownWebhook(Webhook webhook, WebhookState state) {}
