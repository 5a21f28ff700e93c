package io.continuum.webhooks.core.fanout;

import io.continuum.webhooks.core.event.EventMessage;

/**
 * An event as it came out of its queue.
 *
 * @param messageId names it in the answer to the queue
 * @param message the event
 * @param redelivered whether the queue has handed it out before
 */
public record Intake(String messageId, EventMessage message, boolean redelivered) {}
