package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.WaitingRoomContract;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import java.time.Duration;
import java.time.InstantSource;

class DynamoWaitingRoomTest extends WaitingRoomContract {
    @Override
    protected WaitingRoom room(InstantSource clock, Duration retention) {
        return new DynamoWaitingRoom(DeliveryTables.client(), DeliveryTables.TABLES, clock, retention);
    }
}
