package io.continuum.webhooks.core.event;

/**
 * What waits for its fan-out.
 *
 * @param event the event
 * @param stored whether the event is in the store already (published over HTTP)
 * @param possibleCopy whether it may have been fanned out before: the mark on the event is looked at first
 * @param from how many of the noted matches have their tasks already: what is left of a fan-out that did not fit into one
 *     invocation; 0 for all others
 */
public record EventMessage(Event event, boolean stored, boolean possibleCopy, int from) {
    /** Makes the message of a fan-out that begins. */
    public EventMessage(Event event, boolean stored, boolean possibleCopy) {
        this(event, stored, possibleCopy, 0);
    }

    /**
     * Returns the message of a fan-out that goes on behind the first {@code from} matches: a possible copy, as whoever sends
     * it may die before its own message is acknowledged, and then sends it once more.
     */
    public static EventMessage rest(Event event, int from) {
        return new EventMessage(event, true, true, from);
    }
}
