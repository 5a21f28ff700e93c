package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.WebhookId;

/**
 * What the body of an attempt is made from: no time and no secret, so that it can be shown later as it was.
 *
 * @param event what happened
 * @param webhook to which it goes
 * @param attempt from 1
 * @param botVersion what {@code brain-bot} calls its version
 */
public record Content(Event event, WebhookId webhook, int attempt, String botVersion) {}
