package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Keeps places beside the records in the table of deliveries. Thread-safe. */
public final class DynamoWaitingRoom implements WaitingRoom {
    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;
    private final Duration retention;

    /** Keeps places for {@code retention} from their event's acceptance on; {@code clock} tells which are over. */
    public DynamoWaitingRoom(DynamoDbClient client, Tables tables, InstantSource clock, Duration retention) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public void put(Delivery waiting) {
        Waiting place = waiting.waiting();
        if (place == null) {
            throw new IllegalArgumentException("a delivery that waits for nothing gets no place");
        }
        // Without a condition: a copy's place says the same, and a leftover is told by the record's attempts.
        dynamo.put(PutItemRequest.builder()
                .tableName(tables.deliveries())
                .item(DeliveryItems.place(waiting, place, retention))
                .build());
    }

    @Override
    public void remove(DeliveryKey key, int attempt) {
        // Leaves a place that the worker of the next attempt has put meanwhile.
        Expression expression = new Expression();
        remove(key, expression, expression.name(DeliveryItems.WAITING_ATTEMPT) + " <= " + expression.value(attempt));
    }

    @Override
    public void remove(Delivery seen) {
        Waiting place = seen.waiting();
        if (place == null) {
            return;
        }
        // Leaves a place that was put again since it was read: its delivery was sent, and had to wait once more.
        Expression expression = new Expression();
        String same =
                expression.equal(DeliveryItems.WAITING_ATTEMPT, AttributeValue.fromN(Integer.toString(place.attempt())))
                        + " AND " + expression.equal(DeliveryItems.UNTIL, DeliveryItems.until(place));
        remove(seen.key(), expression, same);
    }

    private void remove(DeliveryKey key, Expression expression, String condition) {
        dynamo.delete(DeleteItemRequest.builder()
                .tableName(tables.deliveries())
                .key(Keys.place(key).attributes())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build());
    }

    @Override
    public List<Delivery> oldest(WebhookKey webhook, @Nullable DeliveryId after, int limit) {
        List<Delivery> oldest = new ArrayList<>();
        Map<String, AttributeValue> next = after == null
                ? Map.of()
                : Keys.place(new DeliveryKey(webhook, after)).attributes();
        do {
            // Consistent: a place that is missed when everything is released would wait for the next wake.
            QueryRequest.Builder query = places(webhook).consistentRead(true).limit(limit);
            Dynamo.Page page = dynamo.query(
                    next.isEmpty()
                            ? query.build()
                            : query.exclusiveStartKey(next).build());
            page.items().stream().map(DeliveryItems::read).forEach(oldest::add);
            next = page.next();
        } while (!next.isEmpty() && oldest.size() < limit);
        return oldest.stream().limit(limit).toList();
    }

    @Override
    public int count(WebhookKey webhook, int most) {
        // Eventual: it is shown, nothing is decided by it.
        return dynamo.count(places(webhook).consistentRead(false).select(Select.COUNT), most);
    }

    private QueryRequest.Builder places(WebhookKey webhook) {
        Expression expression = new Expression();
        String condition = expression.equal(Keys.PK, AttributeValue.fromS(Keys.ofWebhook(webhook)))
                + " AND begins_with(" + expression.name(Keys.SK) + ", " + expression.value(Keys.PLACE) + ")";
        // Here, so that what is over is not counted either.
        String alive = expression.name(Keys.TTL) + " > "
                + expression.value(clock.instant().getEpochSecond());
        return QueryRequest.builder()
                .tableName(tables.deliveries())
                .keyConditionExpression(condition)
                .filterExpression(alive)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
    }
}
