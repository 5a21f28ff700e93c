package io.continuum.webhooks.core.delivery;

/**
 * A task as it came out of its queue.
 *
 * @param messageId names it in the answer to the queue
 * @param task the task
 * @param redelivered whether the queue has handed it out before
 */
public record Received(String messageId, DeliveryTask task, boolean redelivered) {
    /** Returns whether another worker may have made this attempt, so that its record must be read first. */
    boolean mayBeCopy() {
        return task.attempt() > 1 || task.possibleCopy() || redelivered;
    }

    /**
     * Returns whether the waiting room may have a place for this attempt. The task says so once it has been put off; but a
     * worker that put it off may have died between the place and the new task, and then its message says nothing of it.
     */
    boolean mayHaveWaited() {
        return task.waitingFor() != null || redelivered;
    }
}
