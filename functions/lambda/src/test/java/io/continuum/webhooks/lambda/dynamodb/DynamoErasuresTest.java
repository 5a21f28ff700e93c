package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.ErasuresContract;
import io.continuum.webhooks.core.erasure.Erasures;
import java.time.Duration;
import java.time.InstantSource;

class DynamoErasuresTest extends ErasuresContract {
    @Override
    protected Erasures erasures(InstantSource clock, Duration retention) {
        return new DynamoErasures(DeliveryTables.client(), DeliveryTables.TABLES, clock, retention);
    }
}
