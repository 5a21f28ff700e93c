package io.continuum.webhooks.core.event;

/**
 * What waits for its fan-out.
 *
 * @param event the event
 * @param stored whether the event is in the store already (published over HTTP)
 * @param possibleCopy whether it may have been fanned out before: the mark on the event is looked at first
 */
public record EventMessage(Event event, boolean stored, boolean possibleCopy) {}
