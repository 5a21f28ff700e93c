package io.continuum.webhooks.lambda.sqs;

import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.health.QueueDepths;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Asks SQS for the depths of its queues: four calls. Thread-safe. */
public final class SqsQueueDepths implements QueueDepths {
    private final SqsClient sqs;
    private final Map<Priority, String> urls;
    private final String deadLetterUrl;

    /**
     * Looks at these queues.
     *
     * @param urls of the delivery queues, one per priority
     * @param deadLetterUrl of the queue of exhausted deliveries
     */
    public SqsQueueDepths(SqsClient sqs, Map<Priority, String> urls, String deadLetterUrl) {
        this.sqs = sqs;
        this.urls = Map.copyOf(urls);
        this.deadLetterUrl = deadLetterUrl;
    }

    @Override
    public Depths read() {
        long high = depth(url(Priority.HIGH));
        long normal = depth(url(Priority.NORMAL));
        long low = depth(url(Priority.LOW));
        // SQS does not tell a message's age but through CloudWatch; that nothing waits is the one age it does tell.
        Duration oldest = high + normal + low == 0 ? Duration.ZERO : null;
        return new Depths(high, normal, low, oldest, depth(deadLetterUrl));
    }

    private long depth(String url) {
        try {
            String visible = sqs.getQueueAttributes(request ->
                            request.queueUrl(url).attributeNames(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
                    .attributes()
                    .get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
            return visible == null ? 0 : Long.parseLong(visible);
        } catch (SdkException e) {
            throw new Unavailable("sqs GetQueueAttributes", e);
        }
    }

    private String url(Priority priority) {
        String url = urls.get(priority);
        if (url == null) {
            throw new IllegalStateException("every priority has a queue");
        }
        return url;
    }
}
