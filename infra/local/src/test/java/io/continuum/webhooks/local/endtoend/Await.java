package io.continuum.webhooks.local.endtoend;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, with a deadline. */
final class Await {
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final long PAUSE_NANOS = 20_000_000;

    private Await() {}

    /** Returns the first answer that is not null; fails after a minute, naming what was waited for. */
    static <T> T until(String what, Supplier<@Nullable T> condition) {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (true) {
            T answer = condition.get();
            if (answer != null) {
                return answer;
            }
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("not within " + DEADLINE + ": " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
