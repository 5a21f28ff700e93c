package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.breaker.Breaker;

/**
 * What the operator may set about deliveries.
 *
 * @param breaker when breakers open, and for how long
 * @param ceiling the most that any webhook may have of concurrency, rate and time
 */
public record DeliveryRules(Breaker.Settings breaker, Capacity ceiling) {}
