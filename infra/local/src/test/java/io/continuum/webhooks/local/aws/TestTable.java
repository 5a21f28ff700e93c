package io.continuum.webhooks.local.aws;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** A table with a string key. */
final class TestTable {
    private static final String NAME = "items";

    private TestTable() {}

    static void create(DynamoDbClient dynamoDb) {
        dynamoDb.createTable(table -> table.tableName(NAME)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("id")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("id")
                        .keyType(KeyType.HASH)
                        .build()));
    }

    static void put(DynamoDbClient dynamoDb, String id) {
        dynamoDb.putItem(put -> put.tableName(NAME).item(key(id)));
    }

    static boolean contains(DynamoDbClient dynamoDb, String id) {
        return dynamoDb.getItem(get -> get.tableName(NAME).key(key(id))).hasItem();
    }

    private static Map<String, AttributeValue> key(String id) {
        return Map.of("id", AttributeValue.fromS(id));
    }
}
