package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.PayloadsContract;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.event.EventStore;
import java.time.Duration;
import java.time.InstantSource;

class DynamoPayloadsTest extends PayloadsContract {
    @Override
    protected EventStore events(InstantSource clock, Duration retention) {
        return new DynamoEventStore(DeliveryTables.client(), DeliveryTables.TABLES, clock, retention);
    }

    @Override
    protected DeliveryLog log(InstantSource clock, Duration retention) {
        return new DynamoDeliveryLog(DeliveryTables.client(), DeliveryTables.TABLES, clock, retention);
    }

    @Override
    protected Payloads payloads() {
        return new DynamoPayloads(DeliveryTables.client(), DeliveryTables.TABLES);
    }
}
