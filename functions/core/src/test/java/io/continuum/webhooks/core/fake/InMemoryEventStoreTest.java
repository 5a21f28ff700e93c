package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.EventStoreContract;
import io.continuum.webhooks.core.event.EventStore;
import java.time.Duration;
import java.time.InstantSource;

class InMemoryEventStoreTest extends EventStoreContract {
    @Override
    protected EventStore store(InstantSource clock, Duration retention) {
        return new InMemoryDeliveries(clock, retention).eventStore();
    }
}
