package io.continuum.webhooks.local.endtoend;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.LocalPlatform;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.model.Message;

/** Reads the dead-letter queue as an operator would. */
final class DeadLetters {
    private DeadLetters() {}

    /** Returns the copies for {@code event}; what is read becomes visible again at once. */
    static List<JsonNode> of(LocalPlatform platform, String event) {
        List<JsonNode> found = new ArrayList<>();
        List<Message> seen = new ArrayList<>();
        List<Message> batch;
        do {
            batch = receive(platform);
            seen.addAll(batch);
        } while (!batch.isEmpty());
        for (Message message : seen) {
            try {
                JsonNode json = Api.JSON.readTree(message.body());
                if (json.path("event_id").asText().equals(event)) {
                    found.add(json);
                }
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }
        seen.forEach(message -> platform.aws()
                .sqs()
                .changeMessageVisibility(request -> request.queueUrl(
                                platform.queues().deadLetters().url())
                        .receiptHandle(message.receiptHandle())
                        .visibilityTimeout(0)));
        return found;
    }

    private static List<Message> receive(LocalPlatform platform) {
        return platform.aws()
                .sqs()
                .receiveMessage(request -> request.queueUrl(
                                platform.queues().deadLetters().url())
                        .maxNumberOfMessages(10)
                        .visibilityTimeout(30))
                .messages();
    }
}
