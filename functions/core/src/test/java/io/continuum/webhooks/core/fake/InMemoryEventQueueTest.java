package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.EventQueueContract;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventQueue;
import java.util.List;

class InMemoryEventQueueTest extends EventQueueContract {
    @Override
    protected Harness newQueue() {
        return new Opened(new InMemoryEventQueue());
    }

    private record Opened(InMemoryEventQueue memory) implements Harness {
        @Override
        public EventQueue queue() {
            return memory;
        }

        @Override
        public List<EventMessage> receive() {
            return memory.messages();
        }
    }
}
