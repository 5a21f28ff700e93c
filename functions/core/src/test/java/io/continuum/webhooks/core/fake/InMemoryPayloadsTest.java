package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.PayloadsContract;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.event.EventStore;
import java.time.Duration;
import java.time.InstantSource;

class InMemoryPayloadsTest extends PayloadsContract {
    private InMemoryDeliveries world;

    @Override
    protected EventStore events(InstantSource clock, Duration retention) {
        world = new InMemoryDeliveries(clock, retention);
        return world.eventStore();
    }

    @Override
    protected DeliveryLog log(InstantSource clock, Duration retention) {
        return world.log();
    }

    @Override
    protected Payloads payloads() {
        return world.payloads();
    }
}
