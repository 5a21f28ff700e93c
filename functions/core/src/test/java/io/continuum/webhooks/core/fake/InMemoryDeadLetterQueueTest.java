package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.DeadLetterQueueContract;
import io.continuum.webhooks.core.delivery.DeadLetterQueue;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterQueue.Copy;
import java.util.List;

class InMemoryDeadLetterQueueTest extends DeadLetterQueueContract {
    @Override
    protected Harness newQueue() {
        return new Opened(new InMemoryDeadLetterQueue());
    }

    private record Opened(InMemoryDeadLetterQueue memory) implements Harness {
        @Override
        public DeadLetterQueue queue() {
            return memory;
        }

        @Override
        public List<Copy> receive() {
            return memory.copies();
        }
    }
}
