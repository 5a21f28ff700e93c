package io.continuum.webhooks.core.journal;

import java.util.Map;

/** Takes one wide line per thing that happened. Thread-safe; never throws. */
public interface Journal {
    /** How much it matters. */
    enum Level {
        /** A success, a change of a breaker or of a configuration. */
        INFO,
        /** An attempt that will be retried, a fault of ours that mends itself. */
        WARNING,
        /** A delivery that is given up, a fault that needs a person. */
        ERROR
    }

    /**
     * Writes a line.
     *
     * @param event what happened, dotted: {@code delivery.attempted}
     * @param fields names in snake_case; values are strings, numbers or booleans. Never a body, a secret or a signature
     */
    void write(Level level, String event, Map<String, ?> fields);
}
