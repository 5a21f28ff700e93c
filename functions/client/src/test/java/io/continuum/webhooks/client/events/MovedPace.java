package io.continuum.webhooks.client.events;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes only by waiting, and then at once. Thread-safe. */
final class MovedPace implements Pace {
    private final AtomicLong now = new AtomicLong();

    @Override
    public long nanos() {
        return now.get();
    }

    @Override
    public long await(Condition condition, long nanos) {
        now.addAndGet(nanos);
        return 0;
    }
}
