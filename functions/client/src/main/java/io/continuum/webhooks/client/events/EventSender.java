package io.continuum.webhooks.client.events;

import io.continuum.webhooks.client.events.EventBody.Written.Body;
import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The buffer between those who emit and the one thread that sends. Thread-safe. */
final class EventSender {
    /** Tries of one event before it is told as failed; with the pauses between, about three seconds. */
    private static final int TRIES = 5;

    private static final long FIRST_PAUSE_MILLIS = 100;

    private static final System.Logger LOG = System.getLogger(EventSender.class.getName());

    private final SqsBatches batches;
    private final int capacity;
    private final Consumer<PublishFailure> failures;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Deque<Body> waiting = new ArrayDeque<>();
    private final Thread thread;
    private int inFlight;
    private boolean closed;

    EventSender(SqsBatches batches, int capacity, Consumer<PublishFailure> failures) {
        this.batches = batches;
        this.capacity = capacity;
        this.failures = failures;
        this.thread = new Thread(this::run, "webhook-events");
        // A program that forgot to close must still be able to end.
        thread.setDaemon(true);
        thread.start();
    }

    void offer(Body body) {
        Reason refused = null;
        lock.lock();
        try {
            if (closed) {
                refused = Reason.CLOSED;
            } else if (waiting.size() >= capacity) {
                refused = Reason.BUFFER_FULL;
            } else {
                waiting.add(body);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
        if (refused != null) {
            tell(failures, new PublishFailure(body.event(), refused, null));
        }
    }

    boolean flush(Duration longest) {
        long left = longest.toNanos();
        lock.lock();
        try {
            while (!waiting.isEmpty() || inFlight > 0) {
                if (left <= 0) {
                    return false;
                }
                left = settled.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    void close(Duration longest) {
        flush(longest);
        List<Body> left;
        lock.lock();
        try {
            closed = true;
            left = new ArrayList<>(waiting);
            waiting.clear();
            filled.signal();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        left.forEach(body -> tell(failures, new PublishFailure(body.event(), Reason.CLOSED, null)));
    }

    /** Whatever a callback throws is its own business: the next event must go out. */
    static void tell(Consumer<PublishFailure> failures, PublishFailure failure) {
        try {
            failures.accept(failure);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "the callback for events that were not published failed", e);
        }
    }

    private void run() {
        List<Body> batch = next();
        while (batch != null) {
            try {
                send(batch);
            } finally {
                done(batch.size());
            }
            batch = next();
        }
    }

    /** Returns what goes into one call; null once the sender is closed. */
    private @Nullable List<Body> next() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                filled.await();
            }
            List<Body> batch = SqsBatches.take(waiting);
            inFlight = batch.size();
            return batch.isEmpty() ? null : batch;
        } catch (InterruptedException e) {
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void send(List<Body> batch) {
        List<Body> open = batch;
        for (int tries = 1; !open.isEmpty(); tries++) {
            SqsBatches.Outcome outcome = batches.send(open);
            outcome.refused()
                    .forEach(
                            (body, detail) -> tell(failures, new PublishFailure(body.event(), Reason.REFUSED, detail)));
            open = List.copyOf(outcome.again().keySet());
            if (!open.isEmpty() && (tries == TRIES || !paused(tries))) {
                outcome.again()
                        .forEach((body, detail) ->
                                tell(failures, new PublishFailure(body.event(), Reason.UNAVAILABLE, detail)));
                return;
            }
        }
    }

    private boolean paused(int tries) {
        try {
            TimeUnit.MILLISECONDS.sleep(FIRST_PAUSE_MILLIS << tries);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void done(int count) {
        lock.lock();
        try {
            inFlight -= count;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
