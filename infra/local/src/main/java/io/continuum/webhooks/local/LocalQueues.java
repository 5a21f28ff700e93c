package io.continuum.webhooks.local;

import io.continuum.webhooks.core.event.Priority;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The queues, made where they are missing.
 *
 * @param events events that wait for their fan-out
 * @param deliveries tasks, one queue per priority
 * @param deadLetters copies of exhausted deliveries
 * @param poison the infrastructure dead-letter queue
 */
public record LocalQueues(Queue events, Map<Priority, Queue> deliveries, Queue deadLetters, Queue poison) {
    /** Copies the map. */
    public LocalQueues {
        deliveries = Map.copyOf(deliveries);
    }

    /** Receives until the queue itself moves a message to the infrastructure dead-letter queue. Source: L13. */
    private static final int MAX_RECEIVES = 10;

    private static final Duration RETENTION = Duration.ofDays(14);

    /**
     * A queue by its two names.
     *
     * @param url what it is called by
     * @param arn what policies and events name it by
     */
    public record Queue(String url, String arn) {}

    /** Makes what is missing; what exists gets the visibility time-out. */
    public static LocalQueues createMissing(SqsClient sqs, LocalSettings settings) {
        Duration visibility = settings.visibilityTimeout();
        Queue poison = create(sqs, settings.named("webhooks-infrastructure-dlq"), Map.of());
        Map<QueueAttributeName, String> working = new HashMap<>();
        working.put(QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibility.toSeconds()));
        working.put(
                QueueAttributeName.REDRIVE_POLICY,
                "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(poison.arn, MAX_RECEIVES));
        Map<Priority, Queue> deliveries = new EnumMap<>(Priority.class);
        for (Priority priority : Priority.values()) {
            deliveries.put(priority, create(sqs, settings.named("webhooks-delivery-" + priority.code()), working));
        }
        return new LocalQueues(
                create(sqs, settings.named("webhooks-events"), working),
                deliveries,
                create(sqs, settings.named("webhooks-dead-letters"), Map.of()),
                poison);
    }

    private static Queue create(SqsClient sqs, String name, Map<QueueAttributeName, String> attributes) {
        Map<QueueAttributeName, String> all = new HashMap<>(attributes);
        all.put(QueueAttributeName.MESSAGE_RETENTION_PERIOD, Long.toString(RETENTION.toSeconds()));
        // Made without attributes and set afterwards: a restart with another time-out would be refused otherwise.
        String url = sqs.createQueue(request -> request.queueName(name)).queueUrl();
        sqs.setQueueAttributes(request -> request.queueUrl(url).attributes(all));
        String arn = sqs.getQueueAttributes(
                        request -> request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                .attributes()
                .get(QueueAttributeName.QUEUE_ARN);
        if (arn == null) {
            throw new IllegalStateException("the queue " + name + " has no ARN");
        }
        return new Queue(url, arn);
    }

    /** Returns the queue of that priority. */
    public Queue delivery(Priority priority) {
        Queue queue = deliveries.get(priority);
        if (queue == null) {
            throw new IllegalStateException("every priority has a queue");
        }
        return queue;
    }
}
