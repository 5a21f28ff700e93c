package io.continuum.webhooks.local.runtime;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
final class Wait {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = 20_000_000;

    private Wait() {}

    /** Fails after a minute, naming what was waited for. */
    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
