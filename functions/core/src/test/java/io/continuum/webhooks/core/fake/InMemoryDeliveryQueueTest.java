package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.DeliveryQueueContract;
import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue.Sent;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

class InMemoryDeliveryQueueTest extends DeliveryQueueContract {
    @Override
    protected Harness open(InstantSource clock, Duration longestDelay) {
        return new Opened(new InMemoryDeliveryQueue(clock, longestDelay));
    }

    private record Opened(InMemoryDeliveryQueue memory) implements Harness {
        @Override
        public DeliveryQueue queue() {
            return memory;
        }

        @Override
        public List<Sent> sent(Priority priority) {
            return memory.sent(priority);
        }

        @Override
        public List<DeliveryTask> receive(Priority priority) {
            return memory.sent(priority).stream()
                    .filter(sent -> sent.delaySeconds() == 0)
                    .map(Sent::task)
                    .toList();
        }
    }
}
