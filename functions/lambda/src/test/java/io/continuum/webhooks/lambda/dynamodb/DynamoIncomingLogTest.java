package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.brainbot.IncomingLog;
import io.continuum.webhooks.core.contract.IncomingLogContract;
import java.time.InstantSource;

class DynamoIncomingLogTest extends IncomingLogContract {
    @Override
    protected IncomingLog log(InstantSource clock) {
        return new DynamoIncomingLog(DeliveryTables.client(), DeliveryTables.TABLES, clock);
    }
}
