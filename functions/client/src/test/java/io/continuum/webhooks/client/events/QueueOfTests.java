package io.continuum.webhooks.client.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue that fails as it is told. The real one is in the end-to-end tests. Thread-safe. */
final class QueueOfTests implements SqsClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<List<JsonNode>> calls = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final CountDownLatch open;
    private int outages;
    private int refusals;
    private int errors;
    private int answers;
    private String answer = "";
    private int status;
    private Predicate<String> bad = body -> false;
    private BatchResultErrorEntry entryFault = BatchResultErrorEntry.builder()
            .code("InternalError")
            .senderFault(false)
            .build();
    private Runnable onCall = () -> {};
    private final CountDownLatch called = new CountDownLatch(1);
    private final AtomicInteger tried = new AtomicInteger();

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

    /** The next {@code calls} calls fail their second entry, as a fault of the service unless {@link #entryFault} was called. */
    synchronized QueueOfTests refusingTheSecond(int calls) {
        refusals = calls;
        return this;
    }

    /** What an entry fails with. */
    synchronized QueueOfTests entryFault(String code, boolean senderFault) {
        entryFault = BatchResultErrorEntry.builder()
                .code(code)
                .senderFault(senderFault)
                .build();
        return this;
    }

    /** The next {@code calls} calls are answered with an error. */
    synchronized QueueOfTests answering(String code, int statusCode, int calls) {
        answer = code;
        status = statusCode;
        answers = calls;
        return this;
    }

    /** Every call with such a body is answered with an error. */
    synchronized QueueOfTests answering(String code, int statusCode, Predicate<String> body) {
        answer = code;
        status = statusCode;
        bad = body;
        return this;
    }

    /** Runs in each call, before its answer. */
    synchronized QueueOfTests onCall(Runnable action) {
        onCall = action;
        return this;
    }

    /** Returns once a call has begun. */
    void awaitCall() throws InterruptedException {
        called.await();
    }

    /** Returns how many calls have begun. */
    int tried() {
        return tried.get();
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
        tried.incrementAndGet();
        called.countDown();
        action().run();
        try {
            open.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SdkClientException.create("interrupted", e);
        }
        return answer(request);
    }

    private synchronized Runnable action() {
        return onCall;
    }

    private synchronized SendMessageBatchResponse answer(SendMessageBatchRequest request) {
        if (outages-- > 0) {
            throw SdkClientException.create("no route to the queue");
        }
        if (errors-- > 0) {
            throw new OutOfMemoryError("of the test's");
        }
        if (answers-- > 0 || request.entries().stream().anyMatch(entry -> bad.test(entry.messageBody()))) {
            throw SqsException.builder()
                    .statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(answer).build())
                    .message("of the test's")
                    .build();
        }
        request.entries().forEach(entry -> texts.add(entry.messageBody()));
        calls.add(request.entries().stream()
                .map(entry -> json(entry.messageBody()))
                .toList());
        boolean failing = request.entries().size() > 1 && refusals-- > 0;
        SendMessageBatchResponse.Builder response = SendMessageBatchResponse.builder()
                .successful(request.entries().stream()
                        .filter(entry -> !failing || !entry.id().equals("1"))
                        .map(entry -> SendMessageBatchResultEntry.builder()
                                .id(entry.id())
                                .build())
                        .toList());
        return (failing ? response.failed(entryFault.toBuilder().id("1").build()) : response).build();
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
