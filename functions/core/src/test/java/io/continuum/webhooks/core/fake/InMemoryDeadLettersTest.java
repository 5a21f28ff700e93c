package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.DeadLettersContract;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import java.time.Duration;
import java.time.InstantSource;

class InMemoryDeadLettersTest extends DeadLettersContract {
    private InMemoryDeliveries world;

    @Override
    protected DeliveryLog log(InstantSource clock, Duration retention) {
        world = new InMemoryDeliveries(clock, retention);
        return world.log();
    }

    @Override
    protected DeadLetters deadLetters(InstantSource clock) {
        return world.deadLetters();
    }
}
