package io.continuum.webhooks.local.ledger;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Decides what befalls each call, by a seed, and stops the process where it is to be killed. Thread-safe. */
final class Faults {
    /** Longer than the SDK's eight repetitions of a call to DynamoDB take. */
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    private static final long LONGEST_DELAY_NANOS = 500_000_000;

    private final FaultRates rates;
    private final SplittableRandom random;
    private final Signals signals;
    private final Points points = new Points();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable Point> deadly = new AtomicReference<>();
    private final AtomicReference<@Nullable Point> outage = new AtomicReference<>();
    private volatile boolean storm;
    private volatile boolean down;
    private volatile long downUntil;

    Faults(FaultRates rates, long seed, Signals signals) {
        this.rates = rates;
        this.random = new SplittableRandom(seed);
        this.signals = signals;
    }

    /** Lets faults happen, or no more. */
    void storm(boolean on) {
        storm = on;
    }

    /** The next call at {@code point} never goes on. */
    void killAt(Point point) {
        deadly.set(point);
    }

    /** The next call at {@code point} finds DynamoDB away. */
    void tableDownAt(Point point) {
        outage.set(point);
    }

    /** Returns what befalls {@code call}; does not return at a deadly point. */
    Fault next(ServiceCall call) {
        for (Point point : points.before(call)) {
            if (outage.compareAndSet(point, null)) {
                downUntil = System.nanoTime() + OUTAGE.toNanos();
                down = true;
            }
            dieAt(point);
        }
        Fault fault = call.isDynamoDb() && isDown() ? Fault.TABLE_DOWN : storm ? drawn(call) : Fault.NONE;
        if (fault != Fault.NONE) {
            signals.fault(fault, call);
        }
        if (fault == Fault.DELAYED) {
            LockSupport.parkNanos(delay());
        }
        return fault;
    }

    /** To be called when a call was done. */
    void done(ServiceCall call) {
        points.after(call).forEach(this::dieAt);
    }

    /** Returns whether what was just received is handed out once more. */
    boolean copies() {
        return storm && share() < rates.copies();
    }

    private boolean isDown() {
        return down && System.nanoTime() - downUntil < 0;
    }

    private Fault drawn(ServiceCall call) {
        double left = share();
        if (call.isDynamoDb() && (left -= rates.tableThrottles()) < 0) {
            return Fault.THROTTLED;
        }
        if ((left -= rates.throttles()) < 0) {
            return Fault.THROTTLED;
        }
        if ((left -= rates.errors()) < 0) {
            return Fault.ERROR;
        }
        if ((left -= rates.lost()) < 0) {
            return Fault.ANSWER_LOST;
        }
        return left - rates.delays() < 0 ? Fault.DELAYED : Fault.NONE;
    }

    /** Waits for the SIGKILL of who is told, while the process's other threads go on. */
    private void dieAt(Point point) {
        if (deadly.compareAndSet(point, null)) {
            signals.here(point);
            while (true) {
                LockSupport.park();
            }
        }
    }

    private double share() {
        lock.lock();
        try {
            return random.nextDouble();
        } finally {
            lock.unlock();
        }
    }

    private long delay() {
        return (long) (share() * LONGEST_DELAY_NANOS);
    }
}
