package io.continuum.webhooks.lambda.sqs;

import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.DeadLetterQueue;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.json.CanonicalJson;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The queue of exhausted deliveries. It holds copies; the records are the truth. Thread-safe. */
public final class SqsDeadLetterQueue implements DeadLetterQueue {
    private final SqsSender sender;

    /** Sends to the queue at {@code queueUrl}. */
    public SqsDeadLetterQueue(SqsClient sqs, String queueUrl) {
        this.sender = new SqsSender(sqs, queueUrl);
    }

    @Override
    public void copy(Delivery dead) {
        CanonicalJson.Builder json = CanonicalJson.object()
                .put("v", 1)
                .put("tenant_id", dead.key().webhook().tenant().value())
                .put("webhook_id", dead.key().webhook().webhook().toString())
                .put("delivery_id", dead.key().delivery().toString())
                .put("event_id", dead.eventId().value())
                .put("event", dead.eventType().name())
                .put("attempts", dead.attempts());
        if (dead.reason() != null) {
            json.put("reason", dead.reason().code());
        }
        String error = dead.last().map(Attempt::error).orElse(null);
        if (error != null) {
            json.put("last_error", error);
        }
        sender.send(new SqsSender.Outgoing(json.build().text(), 0, null));
    }
}
