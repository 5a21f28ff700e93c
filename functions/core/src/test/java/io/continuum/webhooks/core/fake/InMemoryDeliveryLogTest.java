package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.DeliveryLogContract;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import java.time.Duration;
import java.time.InstantSource;

class InMemoryDeliveryLogTest extends DeliveryLogContract {
    @Override
    protected DeliveryLog log(InstantSource clock, Duration retention) {
        return new InMemoryDeliveries(clock, retention).log();
    }
}
