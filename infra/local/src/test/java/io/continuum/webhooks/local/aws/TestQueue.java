package io.continuum.webhooks.local.aws;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** A queue of its own for each test. */
public record TestQueue(SqsClient sqs, String name, String url) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** A queue whose messages come back after this many seconds. */
    public static TestQueue create(SqsClient sqs, int visibilitySeconds) {
        return create(sqs, Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(visibilitySeconds)));
    }

    /** A queue that hands messages to another one after this many receives. */
    public static TestQueue redriving(SqsClient sqs, int visibilitySeconds, TestQueue deadLetters, int receives) {
        Map<QueueAttributeName, String> attributes = new HashMap<>();
        attributes.put(QueueAttributeName.VISIBILITY_TIMEOUT, Integer.toString(visibilitySeconds));
        attributes.put(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}".formatted(deadLetters.arn(), receives));
        return create(sqs, attributes);
    }

    private static TestQueue create(SqsClient sqs, Map<QueueAttributeName, String> attributes) {
        String name = "q-" + UUID.randomUUID();
        return new TestQueue(
                sqs,
                name,
                sqs.createQueue(request -> request.queueName(name).attributes(attributes))
                        .queueUrl());
    }

    /** The same queue seen through another client, as after a restart. */
    public TestQueue through(SqsClient other) {
        return new TestQueue(other, name, url);
    }

    public String arn() {
        return LocalAws.queueArn(name);
    }

    public void send(String body) {
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }

    public void send(SendMessageRequest.Builder message) {
        sqs.sendMessage(message.queueUrl(url).build());
    }

    /** Sends the bodies 0, 1, 2 and so on. */
    public void sendNumbers(int count) {
        for (int from = 0; from < count; from += 10) {
            List<SendMessageBatchRequestEntry> entries = IntStream.range(from, Math.min(count, from + 10))
                    .mapToObj(Integer::toString)
                    .map(number -> SendMessageBatchRequestEntry.builder()
                            .id(number)
                            .messageBody(number)
                            .build())
                    .toList();
            sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
        }
    }

    /** What a receive finds without waiting. */
    public List<Message> receiveNow() {
        return receive(0);
    }

    /** Receives until there are as many messages, or fails after 20 s. */
    public List<Message> receive(int count, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        List<Message> received = new ArrayList<>();
        while (received.size() < count && System.nanoTime() < end) {
            received.addAll(receive(1));
        }
        if (received.size() < count) {
            throw new AssertionError("only " + received.size() + " of " + count + " messages within " + deadline);
        }
        return received;
    }

    /** The one message that comes within 20 s. */
    public Message receiveOne() {
        return receive(1, DEADLINE).getFirst();
    }

    /** Messages that are visible, delayed or in flight. */
    public int size() {
        return count(
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** Asks until so many messages are in flight, or fails after 20 s. */
    public void awaitInFlight(int messages) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE) != messages) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never " + messages + " in flight");
            }
        }
    }

    private int count(QueueAttributeName... attributes) {
        return sqs
                .getQueueAttributes(request -> request.queueUrl(url).attributeNames(attributes))
                .attributesAsStrings()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    private List<Message> receive(int waitSeconds) {
        return sqs.receiveMessage(request -> request.queueUrl(url)
                        .maxNumberOfMessages(10)
                        .waitTimeSeconds(waitSeconds)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .messageAttributeNames("All"))
                .messages();
    }
}
