package io.continuum.webhooks.client.events;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
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

    private final SqsClient client;
    private final String queueUrl;

    SqsBatches(SqsClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
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

    /** Sends a batch; if the call is refused for what may be one message's fault, each goes apart. Never throws. */
    Outcome send(List<Pending> batch) {
        Outcome outcome = new Outcome();
        send(batch, outcome);
        return outcome;
    }

    private void send(List<Pending> batch, Outcome outcome) {
        SqsFault fault;
        try {
            sort(batch, client.sendMessageBatch(request(batch)), outcome);
            return;
        } catch (SqsException e) {
            fault = SqsFault.of(e);
        } catch (RuntimeException | Error e) {
            // No answer, a client that its owner closed, or no memory: the sending thread must outlive them all.
            fault = SqsFault.of(e);
        }
        if (batch.size() > 1 && fault.meaning() != SqsFault.Meaning.AGAIN) {
            batch.forEach(event -> send(List.of(event), outcome));
        } else {
            batch.forEach(event -> failed(event, fault, outcome));
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
