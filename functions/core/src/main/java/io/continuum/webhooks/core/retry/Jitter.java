package io.continuum.webhooks.core.retry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Spreads attempts that would otherwise all come at once. It only ever delays. Thread-safe. */
public final class Jitter {
    private Jitter() {}

    /**
     * Adds 0 to 10 % of the delay in whole seconds, rounded down: below 10 s it adds nothing, because a queue's delay
     * has whole seconds and a second more would be far over 10 %.
     */
    public static Duration add(Duration delay, RandomGenerator random) {
        return delay.plusSeconds(random.nextLong(delay.toSeconds() / 10 + 1));
    }
}
