package io.continuum.webhooks.local.runtime;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a condition, with a deadline. */
public final class Wait {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = 20_000_000;

    private Wait() {}

    /** Fails after a minute, naming what was waited for. */
    public static void until(String what, BooleanSupplier condition) {
        until(DEADLINE, what, condition);
    }

    /** Fails after {@code most}, naming what was waited for. */
    public static void until(Duration most, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + most + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
