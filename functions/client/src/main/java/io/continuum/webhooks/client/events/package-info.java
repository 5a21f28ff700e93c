/** Publishes events to the platform's events queue; {@code WebhookEvents} is where to begin. */
@NullMarked
package io.continuum.webhooks.client.events;

import org.jspecify.annotations.NullMarked;
