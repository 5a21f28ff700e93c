package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.stats.Ending;
import org.jspecify.annotations.Nullable;

/**
 * What became of one task.
 *
 * @param done whether its message may leave the queue
 * @param ending what to count; null if nothing was recorded by us
 */
record Completed(boolean done, @Nullable Ending ending) {
    /** Nothing to count, and the message may go. */
    static final Completed DROPPED = new Completed(true, null);

    /** Nothing happened: the queue hands the message out again. */
    static final Completed LEFT = new Completed(false, null);
}
