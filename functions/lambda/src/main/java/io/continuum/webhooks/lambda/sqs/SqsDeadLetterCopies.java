package io.continuum.webhooks.lambda.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.deadletter.DeadLetterCopies;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.Unavailable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;

/** Reads and cleans the queue of exhausted deliveries. Thread-safe. */
public final class SqsDeadLetterCopies implements DeadLetterCopies {
    /** Most messages of one call (SQS quota). */
    private static final int BATCH = 10;

    /** As long as a slice of a sweep may take; whoever dies meanwhile hides its copies no longer. */
    private static final int ASIDE_SECONDS = 30;

    /** Any wait makes SQS ask all of its servers, so that few copies in a queue are found at all (SQS guide, polling). */
    private static final int WAIT_SECONDS = 1;

    private final SqsClient sqs;
    private final String queueUrl;

    /** Looks at the queue at {@code queueUrl}. */
    public SqsDeadLetterCopies(SqsClient sqs, String queueUrl) {
        this.sqs = sqs;
        this.queueUrl = queueUrl;
    }

    @Override
    public List<Copy> take(int most) {
        List<Copy> taken = new ArrayList<>();
        while (taken.size() < most) {
            int many = Math.min(BATCH, most - taken.size());
            List<Message> messages = receive(many, taken.isEmpty() ? WAIT_SECONDS : 0);
            if (messages.isEmpty()) {
                return taken;
            }
            messages.forEach(message ->
                    taken.add(new Copy(message.messageId(), message.receiptHandle(), delivery(message.body()))));
        }
        return taken;
    }

    private List<Message> receive(int many, int waitSeconds) {
        try {
            return sqs.receiveMessage(request -> request.queueUrl(queueUrl)
                            .maxNumberOfMessages(many)
                            .visibilityTimeout(ASIDE_SECONDS)
                            .waitTimeSeconds(waitSeconds))
                    .messages();
        } catch (SdkException e) {
            throw new Unavailable("sqs ReceiveMessage", e);
        }
    }

    /** Returns what a body is a copy of; null if it is none of ours. */
    private static @Nullable DeliveryKey delivery(String body) {
        if (!(StrictJson.parse(body.getBytes(StandardCharsets.UTF_8)) instanceof Parsed.Ok(JsonNode json))) {
            return null;
        }
        Optional<TenantId> tenant = TenantId.parse(json.path("tenant_id").asText());
        Optional<WebhookId> webhook = WebhookId.parse(json.path("webhook_id").asText());
        Optional<DeliveryId> id = DeliveryId.parse(json.path("delivery_id").asText());
        return tenant.isEmpty() || webhook.isEmpty() || id.isEmpty()
                ? null
                : new DeliveryKey(new WebhookKey(tenant.get(), webhook.get()), id.get());
    }

    @Override
    public void remove(List<Copy> copies) {
        // What one call leaves behind is seen again in a later sweep.
        inBatches(
                copies,
                batch -> sqs.deleteMessageBatch(request -> request.queueUrl(queueUrl)
                        .entries(IntStream.range(0, batch.size())
                                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .receiptHandle(batch.get(i).receipt())
                                        .build())
                                .toList())));
    }

    @Override
    public void putBack(List<Copy> copies) {
        // What one call leaves aside is seen again when its time is over.
        inBatches(
                copies,
                batch -> sqs.changeMessageVisibilityBatch(request -> request.queueUrl(queueUrl)
                        .entries(IntStream.range(0, batch.size())
                                .mapToObj(i -> ChangeMessageVisibilityBatchRequestEntry.builder()
                                        .id(Integer.toString(i))
                                        .receiptHandle(batch.get(i).receipt())
                                        .visibilityTimeout(0)
                                        .build())
                                .toList())));
    }

    private static void inBatches(List<Copy> copies, Consumer<List<Copy>> call) {
        try {
            for (int from = 0; from < copies.size(); from += BATCH) {
                call.accept(copies.subList(from, Math.min(copies.size(), from + BATCH)));
            }
        } catch (SdkException e) {
            throw new Unavailable("sqs dead-letter queue", e);
        }
    }
}
