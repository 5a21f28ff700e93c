package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.DeadLettersContract;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import java.time.Duration;
import java.time.InstantSource;

class DynamoDeadLettersTest extends DeadLettersContract {
    @Override
    protected DeliveryLog log(InstantSource clock, Duration retention) {
        return new DynamoDeliveryLog(DeliveryTables.client(), DeliveryTables.TABLES, clock, retention);
    }

    @Override
    protected DeadLetters deadLetters(InstantSource clock) {
        return new DynamoDeadLetters(DeliveryTables.client(), DeliveryTables.TABLES, clock);
    }
}
