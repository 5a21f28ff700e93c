package io.continuum.webhooks.local.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.continuum.webhooks.local.LocalQueues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Looks into the queues. Thread-safe. */
final class Queues {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int ASIDE_SECONDS = 600;

    private final SqsClient sqs;
    private final LocalQueues queues;

    Queues(SqsClient sqs, LocalQueues queues) {
        this.sqs = sqs;
        this.queues = queues;
    }

    String eventsUrl() {
        return queues.events().url();
    }

    /** Returns how many events and tasks are in a queue: visible, delayed or in flight. */
    int waiting() {
        return Stream.concat(Stream.of(queues.events()), queues.deliveries().values().stream())
                .mapToInt(queue -> count(
                        queue,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .sum();
    }

    /** Returns how many copies of dead letters somebody is looking at, and so hides. */
    int hiddenCopies() {
        return count(queues.deadLetters(), QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    }

    /** Returns how many copies of each delivery there are; they are out of sight afterwards. */
    Map<String, Integer> deadLetterCopies() {
        Map<String, Integer> copies = new HashMap<>();
        for (Message message : all(queues.deadLetters())) {
            try {
                copies.merge(JSON.readTree(message.body()).path("delivery_id").asText(), 1, Integer::sum);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a copy is not JSON: " + message.body(), e);
            }
        }
        return copies;
    }

    /** Returns what is in the infrastructure dead-letter queue; it is out of sight afterwards. */
    List<String> poison() {
        return all(queues.poison()).stream().map(Message::body).toList();
    }

    private List<Message> all(LocalQueues.Queue queue) {
        List<Message> all = new ArrayList<>();
        List<Message> some;
        do {
            some = sqs.receiveMessage(request -> request.queueUrl(queue.url())
                            .maxNumberOfMessages(10)
                            .visibilityTimeout(ASIDE_SECONDS))
                    .messages();
            all.addAll(some);
        } while (!some.isEmpty());
        return all;
    }

    private int count(LocalQueues.Queue queue, QueueAttributeName... names) {
        return sqs
                .getQueueAttributes(request -> request.queueUrl(queue.url()).attributeNames(names))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }
}
