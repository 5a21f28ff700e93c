package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/** The items of webhooks that are being made; each is due in the index of wakes at its deadline. Thread-safe. */
final class Announcements {
    /** Whether the maintenance function is removing what was announced. */
    private static final String TAKEN = "taken";

    private final Dynamo dynamo;
    private final Tables tables;

    Announcements(Dynamo dynamo, Tables tables) {
        this.dynamo = dynamo;
        this.tables = tables;
    }

    void put(WebhookKey key, Instant deadline) {
        Expression expression = new Expression();
        // Closes the race with the removal of what an earlier try left: its find and its deletion are two steps.
        String free = "attribute_not_exists(" + expression.name(TAKEN) + ")";
        PutItemRequest request = PutItemRequest.builder()
                .tableName(tables.webhooks())
                .item(item(key, deadline).build())
                .conditionExpression(free)
                .expressionAttributeNames(expression.names())
                .build();
        if (dynamo.put(request) instanceof Dynamo.Written.Refused) {
            throw new Unavailable("announcement that is being removed");
        }
    }

    boolean takeOver(WebhookKey key, Instant now, Instant deadline) {
        Expression expression = new Expression();
        // Closes the race with a repeat of the request: one that announced the webhook again keeps it, and from here on
        // none does.
        String due = expression.name(Keys.WAKE_AT) + " <= " + expression.value(Times.sortable(now));
        PutItemRequest request = PutItemRequest.builder()
                .tableName(tables.webhooks())
                .item(item(key, deadline).flag(TAKEN, true).build())
                .conditionExpression(due)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
        return dynamo.put(request) instanceof Dynamo.Written.Done;
    }

    void remove(WebhookKey key, Instant deadline) {
        Expression expression = new Expression();
        // Leaves one that was made anew since it was taken over.
        String same = expression.equal(Keys.WAKE_AT, AttributeValue.fromS(Times.sortable(deadline)));
        dynamo.delete(DeleteItemRequest.builder()
                .tableName(tables.webhooks())
                .key(Keys.halfMade(key).attributes())
                .conditionExpression(same)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build());
    }

    private static Attributes item(WebhookKey key, Instant deadline) {
        Key at = Keys.halfMade(key);
        return Attributes.at(at)
                .time("deadline", deadline)
                .text(Keys.WAKE_SHARD, Keys.shard(at.pk()))
                .text(Keys.WAKE_AT, Times.sortable(deadline));
    }
}
