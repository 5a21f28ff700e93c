package io.continuum.webhooks.lambda.dynamodb;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Projection;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/**
 * The two tables: their names, and how they are made where no deployment makes them.
 *
 * @param webhooks name of the table with configuration and small state
 * @param deliveries name of the table with what happened
 */
public record Tables(String webhooks, String deliveries) {
    /** Index of {@link #webhooks}: what the maintenance function must look at. */
    public static final String WAKE = "wake";

    /** Index of {@link #deliveries}: dead letters of a tenant. */
    public static final String DEAD = "dead";

    /** Index of {@link #deliveries}: events of a user. */
    public static final String SUBJECT = "subject";

    private static final Index WAKE_INDEX = new Index(WAKE, Keys.WAKE_SHARD, Keys.WAKE_AT, List.of());
    private static final Index DEAD_INDEX = new Index(
            DEAD,
            Keys.DEAD_TENANT,
            Keys.DEAD_DELIVERY,
            List.of(DeliveryItems.TYPE, DeliveryItems.REASON, DeliveryItems.ATTEMPTS, DeliveryItems.LAST_ERROR));
    private static final Index SUBJECT_INDEX = new Index(SUBJECT, Keys.SUBJECT, Keys.SUBJECT_EVENT, List.of());

    private record Index(String name, String partition, String sort, List<String> projected) {}

    /**
     * Makes what is missing of both tables, their indexes and their TTL, and waits until they can be used. For the local
     * runner and emulators; in an account the deployment does it. Doing it twice, or at once from two processes, is no
     * error.
     */
    public void createMissing(DynamoDbClient client) {
        createMissing(client, webhooks, List.of(WAKE_INDEX));
        createMissing(client, deliveries, List.of(DEAD_INDEX, SUBJECT_INDEX));
    }

    private static void createMissing(DynamoDbClient client, String table, List<Index> indexes) {
        if (!exists(client, table)) {
            try {
                client.createTable(definition(table, indexes));
            } catch (ResourceInUseException e) {
                // Somebody else makes it at this moment.
            }
        }
        client.waiter().waitUntilTableExists(request -> request.tableName(table));
        var ttl = client.describeTimeToLive(request -> request.tableName(table)).timeToLiveDescription();
        boolean on = ttl != null
                && (ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLED
                        || ttl.timeToLiveStatus() == TimeToLiveStatus.ENABLING);
        if (!on) {
            client.updateTimeToLive(request -> request.tableName(table)
                    .timeToLiveSpecification(
                            spec -> spec.attributeName(Keys.TTL).enabled(true)));
        }
    }

    private static boolean exists(DynamoDbClient client, String table) {
        try {
            client.describeTable(request -> request.tableName(table));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    private static CreateTableRequest definition(String table, List<Index> indexes) {
        var names = new TreeSet<String>();
        Stream.concat(
                        Stream.of(Keys.PK, Keys.SK),
                        indexes.stream().flatMap(index -> Stream.of(index.partition, index.sort)))
                .forEach(names::add);
        return CreateTableRequest.builder()
                .tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(names.stream().map(Tables::text).toList())
                .keySchema(schema(Keys.PK, Keys.SK))
                .globalSecondaryIndexes(indexes.stream().map(Tables::global).toList())
                .build();
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static List<KeySchemaElement> schema(String partition, String sort) {
        return List.of(
                KeySchemaElement.builder()
                        .attributeName(partition)
                        .keyType(KeyType.HASH)
                        .build(),
                KeySchemaElement.builder()
                        .attributeName(sort)
                        .keyType(KeyType.RANGE)
                        .build());
    }

    private static GlobalSecondaryIndex global(Index index) {
        Projection projection = index.projected.isEmpty()
                ? Projection.builder().projectionType(ProjectionType.KEYS_ONLY).build()
                : Projection.builder()
                        .projectionType(ProjectionType.INCLUDE)
                        .nonKeyAttributes(index.projected)
                        .build();
        return GlobalSecondaryIndex.builder()
                .indexName(index.name)
                .keySchema(schema(index.partition, index.sort))
                .projection(projection)
                .build();
    }
}
