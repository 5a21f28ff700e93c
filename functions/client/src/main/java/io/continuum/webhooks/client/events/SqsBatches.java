package io.continuum.webhooks.client.events;

import io.continuum.webhooks.client.events.EventBody.Written.Body;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Sends messages, as many in one call as a call takes. Thread-safe. */
final class SqsBatches {
    /** Messages of one call. Source: SQS API Reference, SendMessageBatch. */
    private static final int MOST = 10;

    /** Bytes of one call, with room for what is around the bodies. Source: as above, 1 MiB. */
    private static final int MOST_BYTES = 1_000_000;

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private final SqsClient client;
    private final String queueUrl;

    SqsBatches(SqsClient client, String queueUrl) {
        this.client = client;
        this.queueUrl = queueUrl;
    }

    /**
     * What came of a call.
     *
     * @param refused never to be sent again, with the queue's words
     * @param again to be tried again, with the queue's words
     */
    record Outcome(Map<Body, String> refused, Map<Body, String> again) {}

    /** Takes from {@code waiting} what fits into one call. */
    static List<Body> take(Deque<Body> waiting) {
        List<Body> batch = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty()
                && batch.size() < MOST
                && bytes + waiting.element().bytes() <= MOST_BYTES) {
            bytes += waiting.element().bytes();
            batch.add(waiting.remove());
        }
        return batch;
    }

    Outcome send(List<Body> batch) {
        Map<Body, String> refused = new LinkedHashMap<>();
        Map<Body, String> again = new LinkedHashMap<>();
        List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            entries.add(SendMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .messageBody(batch.get(i).text())
                    .build());
        }
        try {
            for (BatchResultErrorEntry error : client.sendMessageBatch(
                            request -> request.queueUrl(queueUrl).entries(entries))
                    .failed()) {
                Body body = batch.get(Integer.parseInt(error.id()));
                (error.senderFault() ? refused : again).put(body, error.code() + ": " + error.message());
            }
        } catch (SqsException e) {
            boolean final4xx =
                    e.statusCode() >= CLIENT_ERROR && e.statusCode() < SERVER_ERROR && !e.isThrottlingException();
            batch.forEach(body -> (final4xx ? refused : again).put(body, String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) {
            // No answer, a client that its owner closed, or no memory: the sending thread must outlive them all.
            batch.forEach(body -> again.put(body, e.toString()));
        }
        return new Outcome(refused, again);
    }
}
