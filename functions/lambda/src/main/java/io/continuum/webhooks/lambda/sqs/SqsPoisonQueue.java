package io.continuum.webhooks.lambda.sqs;

import io.continuum.webhooks.core.problem.Unavailable;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** The infrastructure dead-letter queue, for messages that nobody can ever act on: kept whole, with the reason. */
public final class SqsPoisonQueue {
    private final SqsClient sqs;
    private final String queueUrl;

    /** Sends to the queue at {@code queueUrl}. */
    public SqsPoisonQueue(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    /**
     * Keeps a message.
     *
     * @param source the queue it came from, by ARN
     * @param reason why it cannot be acted on
     * @throws Unavailable if the queue may not have it
     */
    public void put(String body, String source, String reason) {
        try {
            sqs.sendMessage(request -> request.queueUrl(queueUrl)
                    .messageBody(body)
                    .messageAttributes(Map.of("reason", text(reason), "source", text(source))));
        } catch (SdkException e) {
            throw new Unavailable("sqs SendMessage", e);
        }
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }
}
