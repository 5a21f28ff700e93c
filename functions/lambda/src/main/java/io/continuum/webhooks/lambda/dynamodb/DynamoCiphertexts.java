package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Ciphertexts;
import io.continuum.webhooks.core.signing.Sealed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Keeps ciphertexts in the table of webhooks, beside the webhook's state. Thread-safe. */
public final class DynamoCiphertexts implements Ciphertexts {
    private static final String KEY_ID = "kid";
    private static final String TEXT = "sealed";
    private static final String ADDED = "added";

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;

    /** Uses {@code clock} to note when a version is added. */
    public DynamoCiphertexts(DynamoDbClient client, Tables tables, InstantSource clock) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public boolean add(WebhookKey webhook, String version, Sealed sealed) {
        Expression expression = new Expression();
        // Closes the race of two calls with one version: the first stays.
        return dynamo.put(PutItemRequest.builder()
                        .tableName(tables.webhooks())
                        .item(Attributes.at(Keys.ciphertext(webhook, version))
                                .text(KEY_ID, sealed.keyId())
                                .text(TEXT, sealed.text())
                                .time(ADDED, clock.instant())
                                .build())
                        .conditionExpression(expression.absent())
                        .expressionAttributeNames(expression.names())
                        .build())
                instanceof Dynamo.Written.Done;
    }

    @Override
    public Optional<Sealed> find(WebhookKey webhook, String version) {
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.ciphertext(webhook, version)))
                .map(item -> new Sealed(item.text(KEY_ID), item.text(TEXT)));
    }

    @Override
    public boolean replace(WebhookKey webhook, String version, Sealed before, Sealed after) {
        Expression expression = new Expression()
                .set(KEY_ID, AttributeValue.fromS(after.keyId()))
                .set(TEXT, AttributeValue.fromS(after.text()));
        // A nonce is never used twice, so the text alone says whether it is still the same.
        String condition = expression.equal(TEXT, AttributeValue.fromS(before.text()));
        return dynamo.update(UpdateItemRequest.builder()
                        .tableName(tables.webhooks())
                        .key(Keys.ciphertext(webhook, version).attributes())
                        .updateExpression(expression.update())
                        .conditionExpression(condition)
                        .expressionAttributeNames(expression.names())
                        .expressionAttributeValues(expression.values())
                        .build())
                instanceof Dynamo.Written.Done;
    }

    @Override
    public void remove(WebhookKey webhook) {
        versions(webhook).forEach(item -> dynamo.delete(tables.webhooks(), item.key()));
    }

    @Override
    public void retain(WebhookKey webhook, String version, Instant before) {
        Key named = Keys.ciphertext(webhook, version);
        versions(webhook).stream()
                .filter(item -> !item.key().equals(named) && item.time(ADDED).isBefore(before))
                .forEach(item -> dynamo.delete(tables.webhooks(), item.key()));
    }

    private List<Item> versions(WebhookKey webhook) {
        Expression expression = new Expression();
        String condition = expression.equal(Keys.PK, AttributeValue.fromS(Keys.ofWebhook(webhook)))
                + " AND begins_with(" + expression.name(Keys.SK) + ", " + expression.value(Keys.CIPHERTEXT) + ")";
        // Consistent: what is removed must be all there is.
        return dynamo.queryAll(QueryRequest.builder()
                .tableName(tables.webhooks())
                .consistentRead(true)
                .keyConditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values()));
    }
}
