package io.continuum.webhooks.core.admission;

import io.continuum.webhooks.core.id.DeliveryId;
import java.time.Instant;

/**
 * The right to have one request in flight. It names its attempt, so that whoever finds it expired can settle for it.
 *
 * @param delivery the delivery
 * @param attempt the attempt, from 1
 * @param expiresAt when it falls back because its holder died; its request is over by then. Kept in whole seconds
 */
public record Slot(DeliveryId delivery, int attempt, Instant expiresAt) {}
