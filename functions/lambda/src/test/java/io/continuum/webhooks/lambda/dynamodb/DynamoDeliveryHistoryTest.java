package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.DeliveryHistoryContract;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class DynamoDeliveryHistoryTest extends DeliveryHistoryContract {
    @Override
    protected World world(InstantSource clock, Duration retention) {
        DynamoDbClient client = DeliveryTables.client();
        Tables tables = DeliveryTables.TABLES;
        return new World(
                new DynamoDeliveryLog(client, tables, clock, retention),
                new DynamoWaitingRoom(client, tables, clock, retention),
                new DynamoDeliveryHistory(client, tables, clock, retention));
    }
}
