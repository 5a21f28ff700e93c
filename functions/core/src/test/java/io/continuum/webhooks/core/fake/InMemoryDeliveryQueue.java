package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.retry.DelayPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Delivery queues in memory. Tasks come out as their JSON says, so what a message does not carry is lost. Thread-safe. */
public final class InMemoryDeliveryQueue implements DeliveryQueue {
    private final InstantSource clock;
    private final Duration longestDelay;
    private final List<Sent> sent = new ArrayList<>();

    /** Delays messages by {@code longestDelay} at most, 1 to 900 s. */
    public InMemoryDeliveryQueue(InstantSource clock, Duration longestDelay) {
        this.clock = clock;
        this.longestDelay = longestDelay;
    }

    /** A task and how long its message is held back. */
    public record Sent(DeliveryTask task, int delaySeconds) {}

    @Override
    public void send(DeliveryTask task) {
        sendAll(List.of(task));
    }

    @Override
    public synchronized void sendAll(List<DeliveryTask> tasks) {
        for (DeliveryTask task : tasks) {
            DeliveryTask read = TaskJson.read(TaskJson.write(task)).orElseThrow();
            int delay = DelayPlan.of(clock.instant(), task.notBefore(), longestDelay)
                    .delaySeconds();
            sent.add(new Sent(read, delay));
        }
    }

    /** Returns everything that was sent and not taken, in its order. */
    public synchronized List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** Returns what was sent to one priority's queue and not taken, in its order. */
    public synchronized List<Sent> sent(Priority priority) {
        return sent.stream()
                .filter(one -> one.task().event().priority() == priority)
                .toList();
    }

    /** Returns everything that was sent, and empties the queues. */
    public synchronized List<Sent> take() {
        List<Sent> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }
}
