package io.continuum.webhooks.client.events;

import io.continuum.webhooks.client.events.EventBody.Written.Body;
import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What was emitted and is not settled. An event waits, then is being sent, and from there waits again, is sent, or is being
 * told as failed. It is settled once it is sent or the callback for it has returned. Thread-safe.
 */
final class EventBuffer implements SqsBatches.Calls {
    private final Capacity capacity;
    private final Pace pace;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Condition closing = lock.newCondition();
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final TreeMap<Long, Pending> sending = new TreeMap<>();
    private final TreeSet<Long> unsettled = new TreeSet<>();
    private long lastNumber;
    private long bytes;
    private boolean closed;
    private boolean abandoned;

    /** The thread that is in a call just now; null = none is. */
    private @Nullable Thread calling;

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
            unsettled.add(lastNumber);
            bytes += body.bytes();
            filled.signal();
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for events and returns what fits into one call; nothing once the buffer is closed and empty, or abandoned. */
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
                    unsettled.remove(event.number());
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
            bytes -= event.bytes();
            return true;
        } finally {
            lock.unlock();
        }
    }

    void told(Pending event) {
        lock.lock();
        try {
            unsettled.remove(event.number());
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

    /** Puts events behind all others, so that those get their try before these get their next. */
    void last(List<Pending> events) {
        lock.lock();
        try {
            for (Pending event : events) {
                if (sending.remove(event.number()) != null) {
                    waiting.addLast(event);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns one of those waiting whose time is up; the caller tells of it, and then asks for the next. So what nobody is
     * telling of yet stays where {@link #abandon} sees it, and goes on counting as what the buffer holds.
     */
    Optional<Pending> overdue(long now) {
        lock.lock();
        try {
            for (Iterator<Pending> each = waiting.iterator(); each.hasNext(); ) {
                Pending event = each.next();
                if (event.overdue(now)) {
                    each.remove();
                    bytes -= event.bytes();
                    return Optional.of(event);
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the time of the next to be sent is up: it is to have its try at once. */
    boolean late(long now) {
        lock.lock();
        try {
            return !waiting.isEmpty() && waiting.element().overdue(now);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean mayBegin() {
        lock.lock();
        try {
            if (abandoned) {
                return false;
            }
            // What a callback left behind is no reason to abort this call.
            Thread.interrupted();
            calling = Thread.currentThread();
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void ended() {
        lock.lock();
        try {
            calling = null;
            // What was meant for the call must not hit what follows it.
            Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Waits before the next call; closing ends a wait that had begun before, so that a call is made in the time left. */
    void pause(long nanos) {
        lock.lock();
        try {
            // What a callback left behind.
            Thread.interrupted();
            boolean before = closed;
            long left = nanos;
            while (left > 0 && closed == before && !abandoned) {
                left = pace.await(closing, left);
            }
        } catch (InterruptedException e) {
            // By nobody of this library: the next call comes sooner.
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

    /** Takes no more events, and waits until those it has are settled, or the time is over. */
    void close(long nanos) {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            closing.signalAll();
            await(lastNumber, nanos);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives up what is not settled, and ends a call for it that is under way; the caller tells of it. From here on no call is
     * made. What others are telling of just now is theirs.
     */
    Left abandon() {
        lock.lock();
        try {
            abandoned = true;
            closing.signalAll();
            Left left = new Left(List.copyOf(sending.values()), inOrder(waiting));
            sending.clear();
            waiting.clear();
            bytes = 0;
            if (calling != null && calling != Thread.currentThread()) {
                // Under the lock: once the call has ended, the thread may be in a callback, which must come to its end.
                calling.interrupt();
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    private static List<Pending> inOrder(Deque<Pending> events) {
        List<Pending> all = new ArrayList<>(events);
        all.sort(Comparator.comparingLong(Pending::number));
        return all;
    }

    private boolean await(long through, long nanos) {
        long left = nanos;
        try {
            while (!unsettled.isEmpty() && unsettled.first() <= through) {
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
}
