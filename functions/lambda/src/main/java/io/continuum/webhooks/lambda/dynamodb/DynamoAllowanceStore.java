package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.tenant.AllowanceStore;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Counts in the table of deliveries: an item per counter and minute, one write each time, refusals included. Thread-safe. */
public final class DynamoAllowanceStore implements AllowanceStore {
    /** Nobody asks for a minute that is over; the TTL removes its item free of charge. */
    private static final Duration KEPT = Duration.ofHours(1);

    private static final String USED = "used";

    private final Dynamo dynamo;
    private final String table;

    /** Uses the clock of its callers only. */
    public DynamoAllowanceStore(DynamoDbClient client, Tables tables) {
        this.dynamo = new Dynamo(client);
        this.table = tables.deliveries();
    }

    @Override
    public boolean take(Counter counter, int limit) {
        Expression expression =
                new Expression().set(Keys.TTL, AttributeValue.fromN(Long.toString(Times.ttl(counter.minute(), KEPT))));
        String used = expression.name(USED);
        String one = expression.value(AttributeValue.fromN("1"));
        String most = expression.value(AttributeValue.fromN(Integer.toString(limit)));
        // Closes the race for the last one: the count moves and is compared in one write.
        return dynamo.update(UpdateItemRequest.builder()
                        .tableName(table)
                        .key(Keys.allowance(counter.tenant(), counter.what(), counter.minute())
                                .attributes())
                        .updateExpression(expression.update() + " ADD " + used + " " + one)
                        .conditionExpression("attribute_not_exists(" + used + ") OR " + used + " < " + most)
                        .expressionAttributeNames(expression.names())
                        .expressionAttributeValues(expression.values())
                        .build())
                instanceof Dynamo.Written.Done;
    }
}
