package io.continuum.webhooks.lambda.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;

/** The tables on a DynamoDB Local in this process, one for all tests; tenants keep them apart. */
final class DeliveryTables {
    static final Tables TABLES = new Tables("webhooks", "deliveries");

    private static final boolean NO_TELEMETRY = true;

    private DeliveryTables() {}

    /** Made when it is first asked for; it ends with the JVM. */
    private static final class Engine {
        static final DynamoDbClient CLIENT = start();

        private static DynamoDbClient start() {
            DynamoDbClient client = DynamoDBEmbedded.create(NO_TELEMETRY).dynamoDbClient();
            TABLES.createMissing(client);
            return client;
        }
    }

    static DynamoDbClient client() {
        return Engine.CLIENT;
    }
}
