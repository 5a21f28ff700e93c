package io.continuum.webhooks.lambda.sqs;

import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.EventQueue;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The events queue. Fair between tenants by its message group. Thread-safe. */
public final class SqsEventQueue implements EventQueue {
    private final SqsSender sender;

    /** Sends to the queue at {@code queueUrl}. */
    public SqsEventQueue(SqsClient sqs, String queueUrl) {
        this.sender = new SqsSender(sqs, queueUrl);
    }

    @Override
    public void send(EventMessage message) {
        sender.send(outgoing(message));
    }

    @Override
    public Set<Integer> sendAll(List<EventMessage> messages) {
        return sender.trySendAll(messages.stream().map(SqsEventQueue::outgoing).toList());
    }

    private static SqsSender.Outgoing outgoing(EventMessage message) {
        String group = message.event().tenant().value();
        return new SqsSender.Outgoing(EventMessages.write(message), 0, group);
    }
}
