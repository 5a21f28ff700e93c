package io.continuum.webhooks.client.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Sends messages, as many in one call as a call takes. Thread-safe. */
final class SqsBatches {
    /** Messages of one call. Source: SQS API Reference, SendMessageBatch. */
    private static final int MOST = 10;

    /** Bytes of one call, with room for what is around the bodies. Source: as above, 1 MiB. */
    private static final int MOST_BYTES = 1_000_000;

    /** One call with the SDK's own retries: without it, a connection that hangs holds everything up for minutes. */
    private static final Duration CALL = Duration.ofSeconds(30);

    /** For those that a refused call leaves without one of their own; it says nothing about the queue. */
    private static final SqsFault LATE =
            new SqsFault("late", "its time was up before it could be sent apart", SqsFault.Meaning.UNKNOWN);

    private static final SqsFault NOT_MADE =
            new SqsFault("closed", "the publisher was closed before the call", SqsFault.Meaning.AGAIN);

    private final SqsClient client;
    private final String queueUrl;
    private final Pace pace;

    SqsBatches(SqsClient client, String queueUrl, Pace pace) {
        this.client = client;
        this.queueUrl = queueUrl;
        this.pace = pace;
    }

    /** Told of each call, on the thread that makes it. */
    interface Calls {
        /** Called before each; returns whether it may be made. */
        boolean mayBegin();

        /** Called after each that was made, however it ended. */
        void ended();
    }

    /** An event that was not taken, and why. */
    record Failed(Pending event, SqsFault fault) {}

    /**
     * What came of a batch: each of its events is in one of the three.
     *
     * @param sent the queue has it
     * @param refused never to be sent again
     * @param again to be tried again
     */
    record Outcome(List<Pending> sent, List<Failed> refused, List<Failed> again) {
        private Outcome() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /** Whether the queue decided about at least one event. */
        boolean decided() {
            return !sent.isEmpty() || !refused.isEmpty();
        }
    }

    /** Takes from {@code waiting} what fits into one call. */
    static List<Pending> take(Deque<Pending> waiting) {
        List<Pending> batch = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty()
                && batch.size() < MOST
                && bytes + waiting.element().bytes() <= MOST_BYTES) {
            bytes += waiting.element().bytes();
            batch.add(waiting.remove());
        }
        return batch;
    }

    /**
     * Sends a batch; if the call is refused for what may be one message's fault, each goes apart. That ends early when a call
     * shows that the queue takes nothing, or none may be made any more; and events whose time is up have theirs only until
     * the parts have lasted as long as one call may. Never throws.
     */
    Outcome send(List<Pending> batch, Calls calls) {
        Outcome outcome = new Outcome();
        Optional<SqsFault> fault = call(batch, calls, outcome);
        if (fault.isEmpty()) {
            return outcome;
        }
        if (batch.size() > 1 && fault.get().meaning() != SqsFault.Meaning.AGAIN) {
            apart(batch, calls, outcome);
        } else {
            batch.forEach(event -> failed(event, fault.get(), outcome));
        }
        return outcome;
    }

    private void apart(List<Pending> batch, Calls calls, Outcome outcome) {
        long start = pace.nanos();
        Optional<SqsFault> away = Optional.empty();
        for (Pending event : batch) {
            if (away.isEmpty()) {
                Optional<SqsFault> fault =
                        late(event, start) ? Optional.of(LATE) : call(List.of(event), calls, outcome);
                fault.ifPresent(found -> failed(event, found, outcome));
                away = fault.filter(found -> found.meaning() == SqsFault.Meaning.AGAIN);
            } else {
                failed(event, away.get(), outcome);
            }
        }
    }

    /** Not for its time alone: what was emitted to be tried once has not been, when another's fault failed the call. */
    private boolean late(Pending event, long start) {
        long now = pace.nanos();
        return event.overdue(now) && now - start >= CALL.toNanos();
    }

    /** Makes one call; returns why it failed as a whole, empty if it did not. */
    private Optional<SqsFault> call(List<Pending> batch, Calls calls, Outcome outcome) {
        if (!calls.mayBegin()) {
            return Optional.of(NOT_MADE);
        }
        try {
            sort(batch, client.sendMessageBatch(request(batch)), outcome);
            return Optional.empty();
        } catch (SqsException e) {
            return Optional.of(SqsFault.of(e));
        } catch (RuntimeException | Error e) {
            // No answer, a client that its owner closed, or no memory: the sending thread must outlive them all.
            return Optional.of(SqsFault.of(e));
        } finally {
            calls.ended();
        }
    }

    private SendMessageBatchRequest request(List<Pending> batch) {
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .messageBody(batch.get(i).text())
                    .build());
        }
        return SendMessageBatchRequest.builder()
                .queueUrl(queueUrl)
                .entries(entries)
                .overrideConfiguration(call -> call.apiCallTimeout(CALL))
                .build();
    }

    private static void sort(List<Pending> batch, SendMessageBatchResponse response, Outcome outcome) {
        Set<String> taken = new HashSet<>();
        for (SendMessageBatchResultEntry entry : response.successful()) {
            taken.add(entry.id());
        }
        for (int i = 0; i < batch.size(); i++) {
            String id = Integer.toString(i);
            if (taken.contains(id)) {
                outcome.sent.add(batch.get(i));
            } else {
                failed(batch.get(i), fault(response, id), outcome);
            }
        }
    }

    private static SqsFault fault(SendMessageBatchResponse response, String id) {
        for (BatchResultErrorEntry entry : response.failed()) {
            if (id.equals(entry.id())) {
                return SqsFault.of(entry);
            }
        }
        // Nothing tells that the queue has it. If it does, the event's id makes the second copy none.
        return new SqsFault("unanswered", "the queue did not say whether it took it", SqsFault.Meaning.AGAIN);
    }

    private static void failed(Pending event, SqsFault fault, Outcome outcome) {
        List<Failed> group = fault.meaning() == SqsFault.Meaning.CONTENT ? outcome.refused : outcome.again;
        group.add(new Failed(event, fault));
    }
}
