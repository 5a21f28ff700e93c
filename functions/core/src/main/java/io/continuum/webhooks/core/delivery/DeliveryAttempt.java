package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.DeliveryKey;

/**
 * Names one attempt.
 *
 * @param key the delivery
 * @param attempt from 1
 */
public record DeliveryAttempt(DeliveryKey key, int attempt) {}
