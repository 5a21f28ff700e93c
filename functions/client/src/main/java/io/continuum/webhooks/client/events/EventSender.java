package io.continuum.webhooks.client.events;

import io.continuum.webhooks.client.events.EventBody.Written.Body;
import io.continuum.webhooks.client.events.PublishFailure.Reason;
import io.continuum.webhooks.client.events.SqsBatches.Failed;
import io.continuum.webhooks.client.events.SqsBatches.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** The one thread that sends what is in the buffer, and tells of what cannot be sent. Thread-safe. */
final class EventSender {
    /** Pause after the first call in a row that failed; it doubles with each. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** Longest pause: how long events may go on waiting at a queue that works again. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** How much longer than its time closing waits for callbacks that other threads have begun: they are to be quick. */
    private static final Duration CALLBACK = Duration.ofSeconds(2);

    /** Doublings after which a pause is the longest in any case; further ones would overflow. */
    private static final int DOUBLINGS = 10;

    private static final System.Logger LOG = System.getLogger(EventSender.class.getName());

    private final SqsBatches batches;
    private final EventBuffer buffer;
    private final Consumer<PublishFailure> failures;
    private final long timeLimit;
    private final Pace pace;
    private final Thread thread;

    /** Whether this thread is in a callback. */
    private final ThreadLocal<Boolean> inCallback = ThreadLocal.withInitial(() -> false);

    /** Calls in a row of which the queue took nothing; the sending thread's alone. */
    private int failedCalls;

    /**
     * Starts the thread.
     *
     * @param timeLimit how long after it was emitted a failed event is tried again
     */
    EventSender(
            SqsBatches batches, EventBuffer buffer, Consumer<PublishFailure> failures, Duration timeLimit, Pace pace) {
        this.batches = batches;
        this.buffer = buffer;
        this.failures = failures;
        this.timeLimit = nanos(timeLimit);
        this.pace = pace;
        this.thread = new Thread(this::run, "webhook-events");
        // A program that forgot to close must still be able to end.
        thread.setDaemon(true);
        thread.start();
    }

    void offer(Body body) {
        buffer.add(body, pace.nanos() + timeLimit)
                .ifPresent(reason -> tell(failures, new PublishFailure(body.event(), reason, null, null)));
    }

    boolean flush(Duration longest) {
        return buffer.await(patience(longest));
    }

    void close(Duration longest) {
        buffer.close(patience(longest));
        EventBuffer.Left left = buffer.abandon();
        left.sending().forEach(event -> tell(event, Reason.CLOSED, "its call was under way: it may have arrived"));
        left.waiting().forEach(event -> tell(event, Reason.CLOSED, "the time for closing was over"));
        // Whoever closes may end the process, and with it a callback that has not ended.
        buffer.await(patience(CALLBACK));
    }

    /** A callback that waits for the thread it runs on would only lose the time. */
    private long patience(Duration longest) {
        return Thread.currentThread() == thread || inCallback.get() ? 0 : nanos(longest);
    }

    /** A duration beyond 292 years is taken for them: somebody means for ever. */
    private static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return duration.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /**
     * Whatever a callback throws is its own business: the next event must go out. An interrupt is kept from it, as from one
     * that came before: it may be writing the event to a file or a database, which would fail.
     */
    static void tell(Consumer<PublishFailure> failures, PublishFailure failure) {
        boolean interrupted = Thread.interrupted();
        try {
            failures.accept(failure);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.WARNING, "the callback for events that were not published failed", e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(Pending event, Reason reason, String detail) {
        told(event, new PublishFailure(event.event(), reason, null, detail));
    }

    private void tell(Pending event, Reason reason, SqsFault fault) {
        told(event, new PublishFailure(event.event(), reason, fault.code(), fault.message()));
    }

    private void told(Pending event, PublishFailure failure) {
        boolean nested = inCallback.get();
        inCallback.set(true);
        try {
            tell(failures, failure);
        } finally {
            buffer.told(event);
            if (!nested) {
                inCallback.remove();
            }
        }
    }

    private void run() {
        List<Pending> batch = buffer.take();
        while (!batch.isEmpty()) {
            try {
                settle(batches.send(batch, buffer));
            } catch (RuntimeException | Error e) {
                // Such as for want of memory. What is not settled stays, and the thread too.
                buffer.again(batch);
                wholeCallFailed(SqsFault.of(e), pace.nanos());
            }
            batch = buffer.take();
        }
    }

    private void settle(Outcome outcome) {
        buffer.sent(outcome.sent());
        outcome.refused().forEach(failed -> fail(failed, Reason.REFUSED));
        long now = pace.nanos();
        List<Pending> again = new ArrayList<>();
        List<Pending> last = new ArrayList<>();
        SqsFault fault = null;
        for (Failed failed : outcome.again()) {
            fault = failed.fault();
            if (failed.event().overdue(now)) {
                fail(failed, Reason.UNAVAILABLE);
            } else {
                // What may be an event's own fault must not fill the next call before others had theirs.
                (fault.meaning() == SqsFault.Meaning.UNKNOWN ? last : again).add(failed.event());
            }
        }
        buffer.again(again);
        buffer.last(last);
        if (outcome.decided() || fault == null) {
            // The queue is there: what failed goes along with the next call, and holds nobody up.
            failedCalls = 0;
        } else {
            wholeCallFailed(fault, now);
        }
    }

    private void wholeCallFailed(SqsFault fault, long now) {
        if (failedCalls == 0) {
            LOG.log(System.Logger.Level.WARNING, "the events queue takes nothing, trying again: {0}", fault.code());
        }
        boolean away = fault.meaning() == SqsFault.Meaning.AGAIN;
        if (away) {
            // Their own call would fail as this one did, and each may hang: they would be told far behind their time.
            tellOverdue(fault, now);
        }
        if (away || !buffer.late(now)) {
            // Else others may be fine, and are to have a try of their own before they are told.
            buffer.pause(pauseNanos());
        }
        failedCalls++;
    }

    private void tellOverdue(SqsFault fault, long now) {
        Optional<Pending> next = buffer.overdue(now);
        while (next.isPresent()) {
            tell(next.get(), Reason.UNAVAILABLE, fault);
            next = buffer.overdue(now);
        }
    }

    /** Between half of it and all: publishers that failed together do not come back together. */
    private long pauseNanos() {
        long pause = Math.min(FIRST_PAUSE.toNanos() << Math.min(failedCalls, DOUBLINGS), LONGEST_PAUSE.toNanos());
        return pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
    }

    private void fail(Failed failed, Reason reason) {
        if (buffer.failed(failed.event())) {
            tell(failed.event(), reason, failed.fault());
        }
    }
}
