package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.DeadLetterCopiesContract;

class InMemoryDeadLetterCopiesTest extends DeadLetterCopiesContract {
    @Override
    protected Sides newQueue() {
        InMemoryDeadLetterQueue queue = new InMemoryDeadLetterQueue();
        return new Sides(queue, new InMemoryDeadLetterCopies(queue));
    }
}
