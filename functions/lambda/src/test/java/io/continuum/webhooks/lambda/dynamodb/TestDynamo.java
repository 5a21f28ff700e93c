package io.continuum.webhooks.lambda.dynamodb;

import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/** One DynamoDB Local in memory for all tests of a JVM; every test takes tables of its own. Thread-safe. */
final class TestDynamo {
    private static final boolean NO_TELEMETRY = true;
    private static final DynamoDbClient CLIENT =
            DynamoDBEmbedded.create(NO_TELEMETRY).dynamoDbClient();
    private static final AtomicInteger MADE = new AtomicInteger();

    private TestDynamo() {}

    static DynamoDbClient client() {
        return CLIENT;
    }

    /** Makes two empty tables. */
    static Tables freshTables() {
        int number = MADE.incrementAndGet();
        Tables tables = new Tables("Webhooks" + number, "Deliveries" + number);
        tables.createMissing(CLIENT);
        return tables;
    }

    /** Removes what {@link #freshTables} made. */
    static void drop(Tables tables) {
        CLIENT.deleteTable(request -> request.tableName(tables.webhooks()));
        CLIENT.deleteTable(request -> request.tableName(tables.deliveries()));
    }
}
