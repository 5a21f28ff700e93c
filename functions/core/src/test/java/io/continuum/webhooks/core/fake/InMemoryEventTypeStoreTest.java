package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.EventTypeStoreContract;
import io.continuum.webhooks.core.event.type.EventTypeStore;

class InMemoryEventTypeStoreTest extends EventTypeStoreContract {
    private final InMemoryEventTypeStore store = new InMemoryEventTypeStore();

    @Override
    protected EventTypeStore store() {
        return store;
    }
}
