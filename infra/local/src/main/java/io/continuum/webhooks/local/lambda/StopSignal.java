package io.continuum.webhooks.local.lambda;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Given once; whoever pauses wakes up at once when it is given. Thread-safe. */
final class StopSignal {
    private final CountDownLatch given = new CountDownLatch(1);

    void give() {
        given.countDown();
    }

    boolean isGiven() {
        return given.getCount() == 0;
    }

    /** Waits for the signal, for this long at the most; an interrupt counts as the signal. */
    void pause(Duration longest) {
        try {
            var _ = given.await(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            give();
            Thread.currentThread().interrupt();
        }
    }
}
