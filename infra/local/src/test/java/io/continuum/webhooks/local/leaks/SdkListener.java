package io.continuum.webhooks.local.leaks;

import java.util.Map;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;

/**
 * Hears of every request of every client in this JVM, as the SDK finds it by its file {@code execution.interceptors}: what
 * goes to Secrets Manager is secret, what goes to tables and queues must not be. So nothing has to register a secret, and
 * what is written and removed again is seen too.
 */
public final class SdkListener implements ExecutionInterceptor {
    private static final String TABLE = "a write of a table";

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        hear(context.request());
    }

    /** Takes a request of a client without interceptors: that of DynamoDB's embedded engine. */
    public static void hear(SdkRequest request) {
        if (Leaks.open().isEmpty()) {
            return;
        }
        switch (request) {
            case CreateSecretRequest create -> SecretValues.learn("stored secret", create.secretString());
            case PutSecretValueRequest put -> SecretValues.learn("stored secret", put.secretString());
            case PutItemRequest put -> {
                sealed(put.item(), put.item());
                wrote(TABLE, put);
            }
            case UpdateItemRequest update -> {
                sealed(update.key(), update.expressionAttributeValues());
                wrote(TABLE, update);
            }
            case TransactWriteItemsRequest _, BatchWriteItemRequest _ -> wrote(TABLE, request);
            case SendMessageRequest _, SendMessageBatchRequest _ -> wrote("a message of a queue", request);
            default -> {
                // Reads write nothing down.
            }
        }
    }

    @Override
    public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
        if (context.response() instanceof GetSecretValueResponse value) {
            SecretValues.learn("stored secret", value.secretString());
        }
    }

    private static void sealed(Map<String, AttributeValue> key, Map<String, AttributeValue> values) {
        Leaks.open().forEach(leaks -> leaks.sealed().written(key, values.values()));
    }

    private static void wrote(String place, SdkRequest request) {
        SdkTexts.in(request).forEach(text -> Leaks.open().forEach(leaks -> leaks.wrote(place, text)));
    }
}
