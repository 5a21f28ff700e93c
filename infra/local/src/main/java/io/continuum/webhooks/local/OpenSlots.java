package io.continuum.webhooks.local;

import io.continuum.webhooks.core.maintenance.SettleSlots;
import io.continuum.webhooks.lambda.Wiring;
import io.continuum.webhooks.lambda.dynamodb.DynamoStateStore;
import io.continuum.webhooks.lambda.dynamodb.Tables;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Gives back the slots of a process that was killed. A deployment waits for them to expire; the local runner is the only
 * consumer, so at its start nobody can hold one.
 */
final class OpenSlots {
    private final DynamoDbClient dynamoDb;
    private final Tables tables;

    OpenSlots(DynamoDbClient dynamoDb, Tables tables) {
        this.dynamoDb = dynamoDb;
        this.tables = tables;
    }

    void settle(Wiring wiring, Instant now) {
        SettleSlots slots = wiring.settleSlots();
        DynamoStateStore.everyKey(dynamoDb, tables)
                .forEach(key -> wiring.states().load(key).ifPresent(state -> slots.settle(state, now)));
    }
}
