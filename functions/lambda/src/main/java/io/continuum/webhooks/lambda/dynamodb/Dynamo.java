package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.problem.Unavailable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The calls to DynamoDB, and the only place where its exceptions become our outcomes. Thread-safe.
 *
 * <p>A rejection because of another transaction on the same item is not a failure: nothing was done, so the call is made
 * again at once, a bounded number of times. Everything else that the SDK throws is {@link Unavailable}.
 */
final class Dynamo {
    /** Tries of a call that other transactions get in the way of: each such transaction ends within milliseconds. */
    private static final int CONFLICT_TRIES = 50;

    /** Rounds of a batch that DynamoDB answers in parts. */
    private static final int BATCH_ROUNDS = 10;

    /** Source: API Reference, BatchGetItem: 100 items. */
    private static final int BATCH = 100;

    private final DynamoDbClient client;

    Dynamo(DynamoDbClient client) {
        this.client = client;
    }

    /** What came of a conditional write. */
    sealed interface Written {
        /** It happened. */
        record Done() implements Written {}

        /** Its condition did not hold; {@code existing} is the item, null if there is none. */
        record Refused(@Nullable Item existing) implements Written {}
    }

    /** What came of a transaction. */
    sealed interface Transacted {
        /** All of it happened. */
        record Done() implements Transacted {}

        /** Nothing happened, as some conditions did not hold. */
        record Refused(List<CancellationReason> reasons) implements Transacted {
            /** Returns whether the condition of part {@code index} failed; false for a part that does not exist. */
            boolean failed(int index) {
                return index < reasons.size()
                        && CONDITION_FAILED.equals(reasons.get(index).code());
            }

            /** Returns the item of part {@code index} as it is; null if there is none. */
            @Nullable Item existing(int index) {
                return item(reasons.get(index).item());
            }
        }
    }

    /**
     * One page of a query.
     *
     * @param items what was found
     * @param next where to go on; empty at the end
     */
    record Page(List<Item> items, Map<String, AttributeValue> next) {}

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";
    private static final String CONFLICT = "TransactionConflict";

    /** Returns an item as it is now (consistent). */
    @Nullable Item get(String table, Key key) {
        GetItemRequest request = GetItemRequest.builder()
                .tableName(table)
                .key(key.attributes())
                .consistentRead(true)
                .build();
        return translated("GetItem", () -> item(client.getItem(request).item()));
    }

    /** Returns those of {@code keys} that exist, in any order. */
    List<Item> get(String table, Collection<Key> keys, boolean consistent) {
        List<Key> all = keys.stream().distinct().toList();
        List<Item> found = new ArrayList<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            List<Key> some = all.subList(from, Math.min(all.size(), from + BATCH));
            found.addAll(batch(table, some, consistent));
        }
        return found;
    }

    private List<Item> batch(String table, List<Key> keys, boolean consistent) {
        List<Item> found = new ArrayList<>();
        Map<String, KeysAndAttributes> open = Map.of(
                table,
                KeysAndAttributes.builder()
                        .keys(keys.stream().map(Key::attributes).toList())
                        .consistentRead(consistent)
                        .build());
        for (int round = 0; round < BATCH_ROUNDS; round++) {
            BatchGetItemRequest request =
                    BatchGetItemRequest.builder().requestItems(open).build();
            var response = translated("BatchGetItem", () -> client.batchGetItem(request));
            response.responses().getOrDefault(table, List.of()).forEach(one -> found.add(new Item(one)));
            // More than 16 MB, or throttled in parts: the rest must be asked for again.
            open = response.unprocessedKeys();
            if (open.isEmpty()) {
                return found;
            }
        }
        throw new Unavailable("dynamodb BatchGetItem: keys stay unprocessed");
    }

    Page query(QueryRequest request) {
        QueryResponse response = translated("Query", () -> client.query(request));
        return new Page(
                response.items().stream().map(Item::new).toList(),
                response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : Map.of());
    }

    /** Returns one page of whatever is in a table. */
    Page scan(ScanRequest request) {
        ScanResponse response = translated("Scan", () -> client.scan(request));
        return new Page(
                response.items().stream().map(Item::new).toList(),
                response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : Map.of());
    }

    /** Returns all pages of a query together. */
    List<Item> queryAll(QueryRequest.Builder builder) {
        List<Item> found = new ArrayList<>();
        Page page = query(builder.build());
        found.addAll(page.items());
        while (!page.next().isEmpty()) {
            page = query(builder.exclusiveStartKey(page.next()).build());
            found.addAll(page.items());
        }
        return found;
    }

    /** Returns how many items a counting query counts, reading on only while there are fewer than {@code most}. */
    int count(QueryRequest.Builder builder, int most) {
        int counted = 0;
        Map<String, AttributeValue> next = Map.of();
        do {
            QueryRequest request = next.isEmpty()
                    ? builder.build()
                    : builder.exclusiveStartKey(next).build();
            QueryResponse response = translated("Query", () -> client.query(request));
            counted += response.count();
            next = response.hasLastEvaluatedKey() ? response.lastEvaluatedKey() : Map.of();
        } while (!next.isEmpty() && counted < most);
        return Math.min(counted, most);
    }

    Written put(PutItemRequest request) {
        return conditional("PutItem", () -> client.putItem(request));
    }

    Written update(UpdateItemRequest request) {
        return conditional("UpdateItem", () -> client.updateItem(request));
    }

    Written delete(DeleteItemRequest request) {
        return conditional("DeleteItem", () -> client.deleteItem(request));
    }

    void delete(String table, Key key) {
        delete(DeleteItemRequest.builder()
                .tableName(table)
                .key(key.attributes())
                .build());
    }

    Transacted transact(List<TransactWriteItem> parts) {
        TransactWriteItemsRequest request =
                TransactWriteItemsRequest.builder().transactItems(parts).build();
        for (int tries = 0; tries < CONFLICT_TRIES; tries++) {
            Transacted outcome = translated("TransactWriteItems", () -> tried(request));
            if (outcome != null) {
                return outcome;
            }
        }
        throw new Unavailable("dynamodb TransactWriteItems: other transactions stay in the way");
    }

    /** Returns null if another transaction was in the way. */
    private @Nullable Transacted tried(TransactWriteItemsRequest request) {
        try {
            client.transactWriteItems(request);
            return new Transacted.Done();
        } catch (TransactionCanceledException e) {
            List<String> codes = e.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .toList();
            if (codes.contains(CONDITION_FAILED)) {
                return new Transacted.Refused(e.cancellationReasons());
            }
            if (codes.contains(CONFLICT)) {
                return null;
            }
            throw e;
        }
    }

    private Written conditional(String operation, Runnable call) {
        for (int tries = 0; tries < CONFLICT_TRIES; tries++) {
            Written outcome = translated(operation, () -> tried(call));
            if (outcome != null) {
                return outcome;
            }
        }
        throw new Unavailable("dynamodb " + operation + ": transactions stay in the way");
    }

    private static @Nullable Written tried(Runnable call) {
        try {
            call.run();
            return new Written.Done();
        } catch (ConditionalCheckFailedException e) {
            return new Written.Refused(e.hasItem() ? item(e.item()) : null);
        } catch (TransactionConflictException e) {
            return null;
        }
    }

    private static <T extends @Nullable Object> T translated(String operation, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException e) {
            throw new Unavailable("dynamodb " + operation, e);
        }
    }

    private static @Nullable Item item(@Nullable Map<String, AttributeValue> attributes) {
        return attributes == null || attributes.isEmpty() ? null : new Item(attributes);
    }
}
