/** Verifies deliveries. Needs nothing but the JDK; {@code WebhookVerifier} is where to begin. */
@NullMarked
package io.continuum.webhooks.client.verify;

import org.jspecify.annotations.NullMarked;
