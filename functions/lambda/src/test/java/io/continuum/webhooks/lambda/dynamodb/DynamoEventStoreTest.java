package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.EventStoreContract;
import io.continuum.webhooks.core.event.EventStore;
import java.time.Duration;
import java.time.InstantSource;

class DynamoEventStoreTest extends EventStoreContract {
    @Override
    protected EventStore store(InstantSource clock, Duration retention) {
        return new DynamoEventStore(DeliveryTables.client(), DeliveryTables.TABLES, clock, retention);
    }
}
