package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.delivery.Delivery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** A range of sort keys of one partition, newest first, read page by page as it is needed. Not thread-safe. */
final class Backwards {
    private final Dynamo dynamo;
    private final Instant now;
    private final QueryRequest.Builder query;
    private final Deque<Delivery> read = new ArrayDeque<>();
    private Map<String, AttributeValue> next = Map.of();
    private boolean begun;
    private long bytes;

    /** Sort keys of one partition, {@code low} and {@code high} included. */
    record Range(String partition, String low, String high) {}

    /** Reads {@code range}, {@code pageSize} items at a time, but for what is over at {@code now}. */
    Backwards(Dynamo dynamo, String table, Range range, int pageSize, Instant now) {
        this.dynamo = dynamo;
        this.now = now;
        Expression expression = new Expression();
        String condition = expression.equal(Keys.PK, AttributeValue.fromS(range.partition)) + " AND "
                + expression.name(Keys.SK) + " BETWEEN "
                + expression.value(range.low) + " AND " + expression.value(range.high);
        // Eventual: it is shown, nothing is decided by it.
        this.query = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression(condition)
                .scanIndexForward(false)
                .limit(pageSize)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
    }

    /** Returns the newest that was not taken; null at the end. */
    @Nullable Delivery peek() {
        while (mustRead()) {
            Dynamo.Page page =
                    dynamo.query(begun ? query.exclusiveStartKey(next).build() : query.build());
            begun = true;
            next = page.next();
            List<Item> items = page.items();
            items.forEach(item -> bytes += ItemSize.of(item.attributes()));
            items.stream()
                    .filter(item -> !item.expired(now))
                    .map(DeliveryItems::read)
                    .forEach(read::add);
        }
        return read.peek();
    }

    /** Returns whether {@link #peek} has to ask the table. */
    boolean mustRead() {
        return read.isEmpty() && (!begun || !next.isEmpty());
    }

    /** Takes what {@link #peek} returned. */
    void take() {
        read.remove();
    }

    /** Returns how much was read so far. */
    long bytes() {
        return bytes;
    }
}
