package io.continuum.webhooks.lambda.sqs;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/** Remembers what the queue was asked to take: nobody waits minutes to see how long a message is delayed. */
final class SentMessages implements ExecutionInterceptor {
    private final List<Sent> messages = new CopyOnWriteArrayList<>();
    private final List<SendMessageBatchRequest> batches = new CopyOnWriteArrayList<>();

    /** One message as it was sent. */
    record Sent(String url, String body, int delaySeconds) {}

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        switch (context.request()) {
            case SendMessageRequest one ->
                messages.add(new Sent(one.queueUrl(), one.messageBody(), seconds(one.delaySeconds())));
            case SendMessageBatchRequest many -> {
                batches.add(many);
                for (SendMessageBatchRequestEntry one : many.entries()) {
                    messages.add(new Sent(many.queueUrl(), one.messageBody(), seconds(one.delaySeconds())));
                }
            }
            default -> {}
        }
    }

    List<Sent> to(String url) {
        return messages.stream().filter(sent -> sent.url().equals(url)).toList();
    }

    List<SendMessageBatchRequest> batches() {
        return List.copyOf(batches);
    }

    private static int seconds(Integer delay) {
        return delay;
    }
}
