package io.continuum.webhooks.lambda.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** Queues that count the calls to them and keep what was sent, until it is taken. Thread-safe. */
final class CountedQueues implements SqsClient {
    private final Map<String, Integer> operations = new TreeMap<>();
    private final Map<String, List<String>> bodies = new TreeMap<>();

    /** Returns the calls since it was last asked, by their operation. */
    synchronized Map<String, Integer> tally() {
        Map<String, Integer> tally = new TreeMap<>(operations);
        operations.clear();
        return tally;
    }

    /** Takes all that was sent to a queue. */
    synchronized List<String> take(String queueUrl) {
        List<String> taken = bodies.remove(queueUrl);
        return taken == null ? List.of() : taken;
    }

    private synchronized void called(String operation) {
        operations.merge(operation, 1, Integer::sum);
    }

    private synchronized void keep(String queueUrl, String body) {
        bodies.computeIfAbsent(queueUrl, _ -> new ArrayList<>()).add(body);
    }

    @Override
    public SendMessageResponse sendMessage(SendMessageRequest request) {
        called("SendMessage");
        keep(request.queueUrl(), request.messageBody());
        return SendMessageResponse.builder().messageId("m").build();
    }

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
        called("SendMessageBatch");
        request.entries().forEach(entry -> keep(request.queueUrl(), entry.messageBody()));
        return SendMessageBatchResponse.builder()
                .successful(request.entries().stream()
                        .map(entry -> SendMessageBatchResultEntry.builder()
                                .id(entry.id())
                                .build())
                        .toList())
                .build();
    }

    /** Nothing is ever there: what was sent is handed to functions by the test. */
    @Override
    public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
        called("ReceiveMessage");
        return ReceiveMessageResponse.builder().messages(List.of()).build();
    }

    @Override
    public GetQueueAttributesResponse getQueueAttributes(GetQueueAttributesRequest request) {
        called("GetQueueAttributes");
        return GetQueueAttributesResponse.builder().attributes(Map.of()).build();
    }

    @Override
    public String serviceName() {
        return "sqs";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
