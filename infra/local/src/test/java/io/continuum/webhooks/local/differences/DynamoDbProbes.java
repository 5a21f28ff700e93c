package io.continuum.webhooks.local.differences;

import static io.continuum.webhooks.local.differences.Probe.refused;

import io.continuum.webhooks.lambda.AwsClients;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** What the stores and the stack ask of DynamoDB. */
final class DynamoDbProbes {
    private static final int LARGEST_ITEM = 400 * 1024;

    private DynamoDbProbes() {}

    static Map<String, Probe> all() {
        Map<String, Probe> all = new TreeMap<>();
        all.put("dynamodb-point-in-time-recovery", DynamoDbProbes::pointInTimeRecoveryCanBeTurnedOn);
        all.put("dynamodb-deletion-protection", DynamoDbProbes::aProtectedTableCannotBeDeleted);
        all.put("dynamodb-table-arn", DynamoDbProbes::anArnNamesRegionAndAccount);
        all.put("dynamodb-old-item", DynamoDbProbes::aFailedConditionAnswersTheOldItem);
        all.put("dynamodb-cancellation-reasons", DynamoDbProbes::aCancelledTransactionSaysWhichItem);
        all.put("dynamodb-transaction-token", DynamoDbProbes::aTokenIsBoundToItsTransaction);
        all.put("dynamodb-transaction-size", DynamoDbProbes::aTransactionHasHundredItems);
        all.put("dynamodb-same-item-twice", DynamoDbProbes::aTransactionHasEachItemOnce);
        all.put("dynamodb-largest-item", DynamoDbProbes::anItemHas400Kibibytes);
        all.put("dynamodb-empty-key", DynamoDbProbes::aKeyIsNotEmpty);
        return all;
    }

    private static String table(AwsClients aws) {
        String name = Probe.name();
        create(aws.dynamoDb(), name, false);
        return name;
    }

    private static void create(DynamoDbClient client, String name, boolean isProtected) {
        client.createTable(request -> request.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .deletionProtectionEnabled(isProtected)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()));
        client.waiter().waitUntilTableExists(request -> request.tableName(name));
    }

    private static Map<String, AttributeValue> item(String key) {
        return Map.of("pk", AttributeValue.fromS(key));
    }

    private static TransactWriteItem put(String table, String key) {
        return TransactWriteItem.builder()
                .put(put -> put.tableName(table).item(item(key)))
                .build();
    }

    private static void write(AwsClients aws, String token, List<TransactWriteItem> items) {
        aws.dynamoDb()
                .transactWriteItems(request -> request.clientRequestToken(token).transactItems(items));
    }

    private static boolean pointInTimeRecoveryCanBeTurnedOn(AwsClients aws) {
        String table = table(aws);
        try {
            aws.dynamoDb()
                    .updateContinuousBackups(request -> request.tableName(table)
                            .pointInTimeRecoverySpecification(spec -> spec.pointInTimeRecoveryEnabled(true)));
            return aws.dynamoDb()
                            .describeContinuousBackups(request -> request.tableName(table))
                            .continuousBackupsDescription()
                            .pointInTimeRecoveryDescription()
                            .pointInTimeRecoveryStatus()
                    == PointInTimeRecoveryStatus.ENABLED;
        } catch (AwsServiceException e) {
            return false;
        }
    }

    private static boolean aProtectedTableCannotBeDeleted(AwsClients aws) {
        String name = Probe.name();
        create(aws.dynamoDb(), name, true);
        return refused(() -> aws.dynamoDb().deleteTable(request -> request.tableName(name)));
    }

    private static boolean anArnNamesRegionAndAccount(AwsClients aws) {
        String table = table(aws);
        return aws.dynamoDb()
                .describeTable(request -> request.tableName(table))
                .table()
                .tableArn()
                .equals("arn:aws:dynamodb:us-east-1:000000000000:table/" + table);
    }

    private static boolean aFailedConditionAnswersTheOldItem(AwsClients aws) {
        String table = table(aws);
        aws.dynamoDb().putItem(request -> request.tableName(table).item(item("a")));
        try {
            aws.dynamoDb()
                    .putItem(request -> request.tableName(table)
                            .item(item("a"))
                            .conditionExpression("attribute_not_exists(pk)")
                            .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return false;
        } catch (ConditionalCheckFailedException e) {
            return e.hasItem() && e.item().equals(item("a"));
        }
    }

    private static boolean aCancelledTransactionSaysWhichItem(AwsClients aws) {
        String table = table(aws);
        TransactWriteItem failing = TransactWriteItem.builder()
                .conditionCheck(check ->
                        check.tableName(table).key(item("missing")).conditionExpression("attribute_exists(pk)"))
                .build();
        try {
            write(aws, token(), List.of(put(table, "a"), failing));
            return false;
        } catch (TransactionCanceledException e) {
            return e.cancellationReasons().stream()
                    .map(reason -> reason.code())
                    .toList()
                    .equals(List.of("None", "ConditionalCheckFailed"));
        }
    }

    private static boolean aTokenIsBoundToItsTransaction(AwsClients aws) {
        String table = table(aws);
        String token = token();
        write(aws, token, List.of(put(table, "a")));
        return refused(IdempotentParameterMismatchException.class, () -> write(aws, token, List.of(put(table, "b"))));
    }

    private static boolean aTransactionHasHundredItems(AwsClients aws) {
        String table = table(aws);
        return refused(() -> write(
                aws,
                token(),
                IntStream.range(0, 101)
                        .mapToObj(i -> put(table, Integer.toString(i)))
                        .toList()));
    }

    private static boolean aTransactionHasEachItemOnce(AwsClients aws) {
        String table = table(aws);
        return refused(() -> write(aws, token(), List.of(put(table, "a"), put(table, "a"))));
    }

    private static boolean anItemHas400Kibibytes(AwsClients aws) {
        String table = table(aws);
        Map<String, AttributeValue> large =
                Map.of("pk", AttributeValue.fromS("a"), "text", AttributeValue.fromS("x".repeat(LARGEST_ITEM)));
        return refused(
                () -> aws.dynamoDb().putItem(request -> request.tableName(table).item(large)));
    }

    private static boolean aKeyIsNotEmpty(AwsClients aws) {
        String table = table(aws);
        return refused(
                () -> aws.dynamoDb().putItem(request -> request.tableName(table).item(item(""))));
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
