package io.continuum.webhooks.core.id;

/**
 * Names a webhook in every store: a tenant's key never reaches another tenant's webhook.
 *
 * @param tenant the owner
 * @param webhook the webhook
 */
public record WebhookKey(TenantId tenant, WebhookId webhook) {}
