package io.continuum.webhooks.local.permissions;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SqsRequest;

/**
 * Which rights a request takes. Source: Service Authorization Reference, "Actions, resources, and condition keys" of
 * DynamoDB, SQS and Secrets Manager.
 */
final class IamActions {
    private IamActions() {}

    /**
     * An action on a resource.
     *
     * @param resource as permissions.txt calls it
     */
    record Use(String action, String resource) {}

    /**
     * Returns what {@code request} takes.
     *
     * @throws IllegalStateException for a request that no function made when this was written: add it
     */
    static List<Use> of(SdkRequest request) {
        return switch (request) {
            case DynamoDbRequest tables -> ofTables(tables);
            case SqsRequest queues -> List.of(ofQueues(queues));
            case SecretsManagerRequest secrets -> ofSecrets(secrets);
            default -> throw unknown(request);
        };
    }

    private static List<Use> ofTables(DynamoDbRequest request) {
        return switch (request) {
            case GetItemRequest get -> List.of(item("GetItem", get.tableName()));
            case PutItemRequest put -> List.of(item("PutItem", put.tableName()));
            case UpdateItemRequest update -> List.of(item("UpdateItem", update.tableName()));
            case DeleteItemRequest delete -> List.of(item("DeleteItem", delete.tableName()));
            case QueryRequest query -> List.of(read("Query", query.tableName(), query.indexName()));
            case ScanRequest scan -> List.of(read("Scan", scan.tableName(), scan.indexName()));
            case BatchGetItemRequest batch ->
                batch.requestItems().keySet().stream()
                        .map(table -> item("BatchGetItem", table))
                        .toList();
            // A transaction has no right of its own, only those of its parts.
            case TransactWriteItemsRequest transaction ->
                transaction.transactItems().stream().flatMap(IamActions::parts).toList();
            default -> throw unknown(request);
        };
    }

    private static Stream<Use> parts(TransactWriteItem one) {
        Stream.Builder<Use> parts = Stream.builder();
        if (one.put() != null) {
            parts.add(item("PutItem", one.put().tableName()));
        }
        if (one.update() != null) {
            parts.add(item("UpdateItem", one.update().tableName()));
        }
        if (one.delete() != null) {
            parts.add(item("DeleteItem", one.delete().tableName()));
        }
        if (one.conditionCheck() != null) {
            parts.add(item("ConditionCheckItem", one.conditionCheck().tableName()));
        }
        return parts.build();
    }

    private static Use item(String action, String table) {
        return new Use("dynamodb:" + action, Resources.table(table));
    }

    private static Use read(String action, String table, @Nullable String index) {
        return new Use("dynamodb:" + action, index == null ? Resources.table(table) : Resources.index(table, index));
    }

    /** A batch takes the right to the single action. */
    private static Use ofQueues(SqsRequest request) {
        return switch (request) {
            case SendMessageRequest send -> queue("SendMessage", send.queueUrl());
            case SendMessageBatchRequest send -> queue("SendMessage", send.queueUrl());
            case ReceiveMessageRequest receive -> queue("ReceiveMessage", receive.queueUrl());
            case DeleteMessageRequest delete -> queue("DeleteMessage", delete.queueUrl());
            case DeleteMessageBatchRequest delete -> queue("DeleteMessage", delete.queueUrl());
            case ChangeMessageVisibilityRequest change -> queue("ChangeMessageVisibility", change.queueUrl());
            case ChangeMessageVisibilityBatchRequest change -> queue("ChangeMessageVisibility", change.queueUrl());
            case GetQueueAttributesRequest get -> queue("GetQueueAttributes", get.queueUrl());
            default -> throw unknown(request);
        };
    }

    private static Use queue(String action, String url) {
        return new Use("sqs:" + action, Resources.queue(url));
    }

    private static List<Use> ofSecrets(SecretsManagerRequest request) {
        return switch (request) {
            case GetSecretValueRequest get -> List.of(secret("GetSecretValue", get.secretId()));
            case PutSecretValueRequest put -> List.of(secret("PutSecretValue", put.secretId()));
            case DeleteSecretRequest delete -> List.of(secret("DeleteSecret", delete.secretId()));
            // Tags of a new secret take the right to tag.
            case CreateSecretRequest create ->
                create.tags().isEmpty()
                        ? List.of(secret("CreateSecret", create.name()))
                        : List.of(secret("CreateSecret", create.name()), secret("TagResource", create.name()));
            default -> throw unknown(request);
        };
    }

    private static Use secret(String action, @Nullable String name) {
        return new Use("secretsmanager:" + action, Resources.secret(Objects.requireNonNull(name, "a secret's name")));
    }

    private static IllegalStateException unknown(SdkRequest request) {
        return new IllegalStateException(
                "which right takes a " + request.getClass().getSimpleName() + "?");
    }
}
