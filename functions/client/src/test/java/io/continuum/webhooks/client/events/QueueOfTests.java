package io.continuum.webhooks.client.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue that fails as it is told. The real one is in the end-to-end tests. Thread-safe. */
final class QueueOfTests implements SqsClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<List<JsonNode>> calls = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final CountDownLatch open;
    private int outages;
    private int refusals;
    private int denials;
    private int errors;

    private QueueOfTests(boolean isOpen) {
        open = new CountDownLatch(isOpen ? 0 : 1);
    }

    static QueueOfTests working() {
        return new QueueOfTests(true);
    }

    /** Its first call does not end before {@link #open}. */
    static QueueOfTests stuck() {
        return new QueueOfTests(false);
    }

    void open() {
        open.countDown();
    }

    /** The next {@code calls} calls do not get through. */
    synchronized QueueOfTests down(int calls) {
        outages = calls;
        return this;
    }

    /** The next {@code calls} calls fail their second entry, as a fault of the service. */
    synchronized QueueOfTests refusingTheSecond(int calls) {
        refusals = calls;
        return this;
    }

    /** The next {@code calls} calls are answered with 403. */
    synchronized QueueOfTests denying(int calls) {
        denials = calls;
        return this;
    }

    /** The next {@code calls} calls end with an Error, as for want of memory. */
    synchronized QueueOfTests failing(int calls) {
        errors = calls;
        return this;
    }

    /** Returns the bodies of each call that got through, refused ones among them. */
    synchronized List<List<JsonNode>> calls() {
        return List.copyOf(calls);
    }

    /** Returns the bodies that got through, as they were. */
    synchronized List<String> texts() {
        return List.copyOf(texts);
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted", e);
        }
        return answer(request);
    }

    private synchronized SendMessageBatchResponse answer(SendMessageBatchRequest request) {
        if (outages-- > 0) {
            throw SdkClientException.create("no route to the queue");
        }
        if (errors-- > 0) {
            throw new OutOfMemoryError("of the test's");
        }
        if (denials-- > 0) {
            throw SqsException.builder().statusCode(403).message("not allowed").build();
        }
        request.entries().forEach(entry -> texts.add(entry.messageBody()));
        calls.add(request.entries().stream()
                .map(entry -> json(entry.messageBody()))
                .toList());
        if (request.entries().size() > 1 && refusals-- > 0) {
            return SendMessageBatchResponse.builder()
                    .failed(BatchResultErrorEntry.builder()
                            .id("1")
                            .code("InternalError")
                            .senderFault(false)
                            .build())
                    .build();
        }
        return SendMessageBatchResponse.builder().build();
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
