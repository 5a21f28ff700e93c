package io.continuum.webhooks.core.health;

import java.time.Duration;
import java.util.Locale;

/** How well the platform does. The limits are those of spec.md §2, "health". */
public enum Health {
    /** It keeps up. */
    OK,
    /** It works, but somebody should look. */
    DEGRADED,
    /** It does not keep up, or a service it needs does not answer. */
    UNHEALTHY;

    /** More visible messages than this are a backlog. */
    public static final long DEGRADED_DEPTH = 1_000;

    /** More visible messages than this will not be delivered in time. */
    public static final long UNHEALTHY_DEPTH = 10_000;

    /** A message that has been visible for longer than this is late. */
    public static final Duration DEGRADED_AGE = Duration.ofMinutes(5);

    /** More exhausted deliveries than this need a person. */
    public static final long DEGRADED_DEAD_LETTERS = 100;

    /** Judges what waits. */
    public static Health of(QueueDepths.Depths depths) {
        if (depths.total() > UNHEALTHY_DEPTH) {
            return UNHEALTHY;
        }
        boolean late = depths.oldest().compareTo(DEGRADED_AGE) > 0;
        boolean many = depths.total() > DEGRADED_DEPTH || depths.deadLetters() > DEGRADED_DEAD_LETTERS;
        return late || many ? DEGRADED : OK;
    }

    /** Returns the name used in answers. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
