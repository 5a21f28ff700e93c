package io.continuum.webhooks.client.events;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;

/** Time that passes by waiting, and then at once, and where a test lets it. Thread-safe. */
final class MovedPace implements Pace {
    private final AtomicLong now = new AtomicLong();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @Override
    public long nanos() {
        return now.get();
    }

    /** Lets time pass, as a slow call does. */
    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    /** Returns how long each wait was, in order. */
    List<Duration> waits() {
        return waits;
    }

    @Override
    public long await(Condition condition, long nanos) {
        waits.add(Duration.ofNanos(nanos));
        now.addAndGet(nanos);
        return 0;
    }
}
