package io.continuum.webhooks.local.differences;

import io.continuum.webhooks.lambda.AwsClients;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue that a probe made. */
record ProbeQueue(SqsClient sqs, String url) {
    /** A queue and where its messages go that fail. */
    record Pair(ProbeQueue source, ProbeQueue dead) {}

    static ProbeQueue in(AwsClients aws) {
        String name = Probe.name();
        return new ProbeQueue(
                aws.sqs(),
                aws.sqs().createQueue(request -> request.queueName(name)).queueUrl());
    }

    String arn() {
        return attribute(QueueAttributeName.QUEUE_ARN);
    }

    /** Returns an attribute, empty if the queue does not show it. */
    String attribute(QueueAttributeName name) {
        return sqs.getQueueAttributes(request -> request.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes()
                .getOrDefault(name, "");
    }

    void set(QueueAttributeName name, String value) {
        sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(Map.of(name, value)));
    }

    /** Has messages that were received once and not deleted go to the queue {@code dead}. */
    void redriveTo(String dead) {
        set(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":1}".formatted(dead));
    }

    void send(String body, int delaySeconds) {
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body).delaySeconds(delaySeconds));
    }

    void sendBatch(List<String> bodies, List<String> ids) {
        List<SendMessageBatchRequestEntry> entries = IntStream.range(0, bodies.size())
                .mapToObj(i -> SendMessageBatchRequestEntry.builder()
                        .id(ids.get(i))
                        .messageBody(bodies.get(i))
                        .build())
                .toList();
        sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
    }

    Optional<Message> receive(int visibilitySeconds, int waitSeconds) {
        return sqs
                .receiveMessage(request -> request.queueUrl(url)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                        .visibilityTimeout(visibilitySeconds)
                        .waitTimeSeconds(waitSeconds))
                .messages()
                .stream()
                .findFirst();
    }

    void delete(Message message) {
        sqs.deleteMessage(request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
    }
}
