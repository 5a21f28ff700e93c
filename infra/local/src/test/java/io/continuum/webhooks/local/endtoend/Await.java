package io.continuum.webhooks.local.endtoend;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, with a deadline. */
public final class Await {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = 20_000_000;

    private Await() {}

    /** Returns the first answer that is not null; fails after a minute, naming what was waited for. */
    public static <T> T until(String what, Supplier<@Nullable T> condition) {
        return until(DEADLINE, what, condition);
    }

    /** Fails after a minute, naming what was waited for. */
    public static void that(String what, BooleanSupplier condition) {
        that(DEADLINE, what, condition);
    }

    /** Fails after {@code most}, naming what was waited for. */
    public static void that(Duration most, String what, BooleanSupplier condition) {
        until(most, what, () -> condition.getAsBoolean() ? what : null);
    }

    private static <T> T until(Duration most, String what, Supplier<@Nullable T> condition) {
        long end = System.nanoTime() + most.toNanos();
        while (true) {
            T answer = condition.get();
            if (answer != null) {
                return answer;
            }
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not within " + most + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
