package io.continuum.webhooks.local;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.maintenance.SettleSlots;
import io.continuum.webhooks.lambda.Wiring;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Gives back the slots of a process that was killed. A deployment waits for them to expire; the local runner is the only
 * consumer, so at its start nobody can hold one.
 */
final class OpenSlots {
    private final DynamoDbClient dynamoDb;
    private final String table;

    /** Looks through {@code table}: all of it, which only a machine of one's own can afford. */
    OpenSlots(DynamoDbClient dynamoDb, String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    void settle(Wiring wiring, Instant now) {
        SettleSlots slots = wiring.settleSlots();
        dynamoDb.scanPaginator(request -> request.tableName(table)
                        .projectionExpression("pk")
                        .filterExpression("sk = :state")
                        .expressionAttributeValues(Map.of(":state", AttributeValue.fromS("S"))))
                .items()
                .forEach(item -> wiring.states()
                        .load(key(Objects.requireNonNull(item.get("pk"), "every item has its key")))
                        .ifPresent(state -> slots.settle(state, now)));
    }

    /** Reads {@code T#<tenant>#W#<webhook>}, the partition key of a state (ADR 1). */
    private static WebhookKey key(AttributeValue partition) {
        String[] parts = partition.s().split("#", -1);
        return new WebhookKey(new TenantId(parts[1]), new WebhookId(parts[3]));
    }
}
