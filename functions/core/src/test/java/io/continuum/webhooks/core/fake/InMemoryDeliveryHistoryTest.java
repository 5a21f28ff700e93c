package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.DeliveryHistoryContract;
import java.time.Duration;
import java.time.InstantSource;

class InMemoryDeliveryHistoryTest extends DeliveryHistoryContract {
    @Override
    protected World world(InstantSource clock, Duration retention) {
        InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, retention);
        return new World(deliveries.log(), deliveries.waitingRoom(), deliveries.history());
    }
}
