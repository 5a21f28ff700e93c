package io.continuum.webhooks.client.events;

import io.continuum.webhooks.client.events.EventBody.Written.Body;
import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What was emitted and is not settled. An event waits, then is being sent, and from there waits again, is sent, or is being
 * told as failed. It is settled once it is sent or the callback for it has returned. Thread-safe.
 */
final class EventBuffer {
    private final Capacity capacity;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final TreeMap<Long, Pending> sending = new TreeMap<>();
    private final TreeSet<Long> telling = new TreeSet<>();
    private long lastNumber;
    private long bytes;
    private boolean closed;

    EventBuffer(Capacity capacity, Pace pace) {
        this.capacity = capacity;
        this.pace = pace;
    }

    /**
     * What may wait or be in a call at one time.
     *
     * @param events a number of events
     * @param bytes bytes of their messages in UTF-8
     */
    record Capacity(int events, long bytes) {}

    /** What was given up at the end, in the order in which it was emitted. */
    record Left(List<Pending> sending, List<Pending> waiting) {}

    /** Takes an event; returns why not, if so. */
    Optional<Reason> add(Body body, long until) {
        lock.lock();
        try {
            if (closed) {
                return Optional.of(Reason.CLOSED);
            }
            if (waiting.size() + sending.size() >= capacity.events || bytes + body.bytes() > capacity.bytes) {
                return Optional.of(Reason.BUFFER_FULL);
            }
            lastNumber++;
            waiting.add(new Pending(body, lastNumber, until));
            bytes += body.bytes();
            filled.signal();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for events and returns what fits into one call; nothing once the buffer is closed and empty. */
    List<Pending> take() {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closed) {
                // A callback may leave its thread interrupted: that must not end the sending of all other events.
                filled.awaitUninterruptibly();
            }
            List<Pending> batch = SqsBatches.take(waiting);
            batch.forEach(event -> sending.put(event.number(), event));
            return batch;
        } finally {
            lock.unlock();
        }
    }

    void sent(List<Pending> events) {
        lock.lock();
        try {
            for (Pending event : events) {
                if (sending.remove(event.number()) != null) {
                    bytes -= event.bytes();
                }
            }
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the caller is to tell of it; not, if {@link #abandon} was quicker and its caller does. */
    boolean failed(Pending event) {
        lock.lock();
        try {
            if (sending.remove(event.number()) == null) {
                return false;
            }
            beingTold(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    void told(Pending event) {
        lock.lock();
        try {
            telling.remove(event.number());
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Puts events back to where they were, before all later ones. */
    void again(List<Pending> events) {
        lock.lock();
        try {
            for (int i = events.size() - 1; i >= 0; i--) {
                if (sending.remove(events.get(i).number()) != null) {
                    waiting.addFirst(events.get(i));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns those waiting whose time is up; the caller tells of them. */
    List<Pending> overdue(long now) {
        lock.lock();
        try {
            List<Pending> overdue = new ArrayList<>();
            // All have the same time from when they were emitted, so the first to wait is the first to be overdue.
            while (!waiting.isEmpty() && waiting.element().overdue(now)) {
                Pending event = waiting.remove();
                beingTold(event);
                overdue.add(event);
            }
            return overdue;
        } finally {
            lock.unlock();
        }
    }

    /** Waits before the next call; closing ends a wait that had begun before, so that a call is made in the time left. */
    void pause(long nanos) {
        lock.lock();
        try {
            boolean before = closed;
            long left = nanos;
            while (left > 0 && closed == before) {
                left = pace.await(closing, left);
            }
        } catch (InterruptedException e) {
            // By a callback, or by close(), which has emptied the buffer: either way the next call is due.
        } finally {
            lock.unlock();
        }
    }

    /** Waits until every event that was taken before this call is settled, and for no later one. */
    boolean await(long nanos) {
        lock.lock();
        try {
            return await(lastNumber, nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Takes no more events, and waits until those it has are settled. */
    boolean close(long nanos) {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            closing.signalAll();
            return await(lastNumber, nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Gives up what is not settled, even where a call for it is under way; the caller tells of it. */
    Left abandon() {
        lock.lock();
        try {
            Left left = new Left(List.copyOf(sending.values()), List.copyOf(waiting));
            sending.clear();
            waiting.clear();
            left.sending.forEach(this::beingTold);
            left.waiting.forEach(this::beingTold);
            return left;
        } finally {
            lock.unlock();
        }
    }

    private void beingTold(Pending event) {
        telling.add(event.number());
        bytes -= event.bytes();
    }

    private boolean await(long through, long nanos) {
        long left = nanos;
        try {
            while (firstUnsettled() <= through) {
                if (left <= 0) {
                    return false;
                }
                left = settled.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long firstUnsettled() {
        long first = waiting.isEmpty() ? Long.MAX_VALUE : waiting.element().number();
        first = sending.isEmpty() ? first : Math.min(first, sending.firstKey());
        return telling.isEmpty() ? first : Math.min(first, telling.first());
    }
}
