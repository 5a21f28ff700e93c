package io.continuum.webhooks.lambda.sqs;

import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.retry.DelayPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The delivery queues, one per priority. Fair between webhooks by their message groups. Thread-safe. */
public final class SqsDeliveryQueue implements DeliveryQueue {
    private final Map<Priority, SqsSender> senders = new EnumMap<>(Priority.class);
    private final Duration longestDelay;
    private final InstantSource clock;

    /**
     * Sends to the queues at {@code urls}.
     *
     * @param urls one per priority
     * @param longestDelay of one message, 1 to 900 s; longer waits go in hops
     */
    public SqsDeliveryQueue(SqsClient sqs, Map<Priority, String> urls, Duration longestDelay, InstantSource clock) {
        for (Priority priority : Priority.values()) {
            String url = urls.get(priority);
            if (url == null) {
                throw new IllegalArgumentException("no queue for priority " + priority.code());
            }
            senders.put(priority, new SqsSender(sqs, url));
        }
        this.longestDelay = longestDelay;
        this.clock = clock;
    }

    @Override
    public void send(DeliveryTask task) {
        sender(task.event().priority()).send(outgoing(task));
    }

    @Override
    public void sendAll(List<DeliveryTask> tasks) {
        Map<Priority, List<SqsSender.Outgoing>> byPriority = new EnumMap<>(Priority.class);
        for (DeliveryTask task : tasks) {
            byPriority
                    .computeIfAbsent(task.event().priority(), _ -> new ArrayList<>())
                    .add(outgoing(task));
        }
        byPriority.forEach((priority, messages) -> sender(priority).sendAll(messages));
    }

    private SqsSender.Outgoing outgoing(DeliveryTask task) {
        DelayPlan plan = DelayPlan.of(clock.instant(), task.notBefore(), longestDelay);
        String group = task.key().webhook().webhook().toString();
        return new SqsSender.Outgoing(TaskJson.write(task), plan.delaySeconds(), group);
    }

    private SqsSender sender(Priority priority) {
        SqsSender sender = senders.get(priority);
        if (sender == null) {
            throw new IllegalStateException("every priority has a queue");
        }
        return sender;
    }
}
