package io.continuum.webhooks.local.ledger;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Looks into the waiting rooms of all webhooks. */
final class WaitingRooms {
    private static final AttributeValue NONE = AttributeValue.fromS("");

    private final DynamoDbClient client;

    WaitingRooms(DynamoDbClient client) {
        this.client = client;
    }

    /** Returns whether something waits, but for a disabled webhook's deliveries, which are held. */
    boolean anyoneWaits() {
        return client
                .scanPaginator(request -> request.tableName("Webhooks")
                        .consistentRead(true)
                        .filterExpression("sk = :state AND li = :live")
                        .expressionAttributeValues(
                                Map.of(":state", AttributeValue.fromS("S"), ":live", AttributeValue.fromS("live"))))
                .items()
                .stream()
                .anyMatch(state -> hasPlaces(state.getOrDefault("pk", NONE)));
    }

    private boolean hasPlaces(AttributeValue pk) {
        return !client.query(request -> request.tableName("Deliveries")
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :place)")
                        .expressionAttributeValues(Map.of(":pk", pk, ":place", AttributeValue.fromS("W#")))
                        .limit(1))
                .items()
                .isEmpty();
    }
}
