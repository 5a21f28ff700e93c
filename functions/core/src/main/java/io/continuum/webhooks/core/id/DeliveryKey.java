package io.continuum.webhooks.core.id;

/**
 * Names a delivery in every store.
 *
 * @param webhook the receiver
 * @param delivery the delivery
 */
public record DeliveryKey(WebhookKey webhook, DeliveryId delivery) {}
