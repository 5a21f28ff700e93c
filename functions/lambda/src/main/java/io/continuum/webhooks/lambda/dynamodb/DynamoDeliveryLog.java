package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Keeps records in the table of deliveries. Thread-safe. */
public final class DynamoDeliveryLog implements DeliveryLog {
    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;
    private final Duration retention;

    /** Keeps records for {@code retention} from their event's acceptance on; {@code clock} tells which are over. */
    public DynamoDeliveryLog(DynamoDbClient client, Tables tables, InstantSource clock, Duration retention) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public Map<DeliveryKey, Delivery> find(Collection<DeliveryKey> keys) {
        List<Key> records = keys.stream().map(Keys::record).toList();
        // Consistent: what is found is not sent again.
        return dynamo.get(tables.deliveries(), records, true).stream()
                .filter(item -> !item.expired(clock.instant()))
                .map(DeliveryItems::read)
                .collect(Collectors.toUnmodifiableMap(Delivery::key, Function.identity()));
    }

    @Override
    public Written write(@Nullable Delivery before, Delivery after) {
        Expression expression = new Expression();
        String absent = expression.absentAt(clock.instant().getEpochSecond());
        // Closes the race between two workers with one attempt, and between a worker and a cancellation. A record that
        // was read and has expired since stands in nobody's way.
        String condition = before == null ? absent : absent + " OR " + still(expression, before);
        PutItemRequest request = PutItemRequest.builder()
                .tableName(tables.deliveries())
                .item(DeliveryItems.record(after, retention))
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return switch (dynamo.put(request)) {
            case Dynamo.Written.Done _ -> new Written.Done();
            case Dynamo.Written.Refused(Item existing) -> refused(existing, after);
        };
    }

    private static String still(Expression expression, Delivery before) {
        return "("
                + expression.equal(DeliveryItems.ATTEMPTS, AttributeValue.fromN(Integer.toString(before.attempts())))
                + " AND "
                + expression.equal(
                        DeliveryItems.STATUS,
                        AttributeValue.fromS(before.status().code()))
                + ")";
    }

    private static Written refused(@Nullable Item existing, Delivery after) {
        if (existing == null) {
            throw new Unavailable("dynamodb PutItem: refused without the item that stands in the way");
        }
        Delivery current = DeliveryItems.read(existing);
        // The SDK repeats a call whose answer was lost. If the first one did happen, the record is ours to the
        // nanosecond: taking it for another worker's would lose the attempt that must follow.
        return current.equals(after) ? new Written.Done() : new Written.Fenced(current);
    }
}
