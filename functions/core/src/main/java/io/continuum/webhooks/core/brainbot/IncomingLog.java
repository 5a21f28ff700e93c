package io.continuum.webhooks.core.brainbot;

import java.time.Duration;

/** Remembers which notifications came. Thread-safe. Methods throw {@code Unavailable} if the store does not answer. */
public interface IncomingLog {
    /** How long one is remembered. Source: spec.md §7. */
    Duration REMEMBERED = Duration.ofHours(24);

    /**
     * Records a notification unless one of its tenant and likeness was in the last 24 hours: one conditional write, which
     * closes the race between copies.
     *
     * @return what is recorded: this one, or the earlier one
     */
    Incoming record(Incoming incoming);
}
