package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Reads the index {@code dead} of the table of deliveries, and the records that it names. Thread-safe. */
public final class DynamoDeadLetters implements DeadLetters {
    /** Reads of the index beyond what is skipped, for one page: 2,500 dead letters. */
    private static final int MOST_READS = 10;

    /** Dead letters of one read: what a page of the API holds. */
    private static final int READ = 250;

    private static final String DISMISSED = "dismissed";

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;

    /** Uses the table of deliveries; {@code clock} tells what is over. */
    public DynamoDeadLetters(DynamoDbClient client, Tables tables, InstantSource clock) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public Page list(TenantId tenant, Filter filter, Range range) {
        DeadIndex index = new DeadIndex(tables, tenant, filter);
        List<Key> found = new ArrayList<>();
        DeliveryId looked = range.after();
        int skipped = 0;
        int reads = 0;
        Map<String, AttributeValue> start = Map.of();
        do {
            Dynamo.Page page = dynamo.query(index.query(range.after(), READ, start));
            reads += skipped == range.offset() ? 1 : 0;
            for (Item item : page.items()) {
                DeliveryId id = Keys.delivery(item.text(Keys.DEAD_DELIVERY));
                if (id.equals(range.after()) || !index.fits(item)) {
                    looked = id;
                    continue;
                }
                if (found.size() == range.limit()) {
                    return new Page(records(found, filter), looked);
                }
                if (skipped < range.offset()) {
                    skipped++;
                } else {
                    found.add(item.key());
                }
                looked = id;
            }
            start = page.next();
        } while (!start.isEmpty() && reads < MOST_READS);
        return new Page(records(found, filter), start.isEmpty() ? null : looked);
    }

    @Override
    public int count(TenantId tenant, Filter filter, int most) {
        DeadIndex index = new DeadIndex(tables, tenant, filter);
        int count = 0;
        Map<String, AttributeValue> start = Map.of();
        do {
            Dynamo.Page page = dynamo.query(index.query(null, null, start));
            count += (int) page.items().stream().filter(index::fits).count();
            start = page.next();
        } while (!start.isEmpty() && count < most);
        return Math.min(count, most);
    }

    @Override
    public Optional<Delivery> find(TenantId tenant, DeliveryId id) {
        DeadIndex index = new DeadIndex(tables, tenant, Filter.ALL);
        List<Key> keys =
                dynamo.query(index.one(id)).items().stream().map(Item::key).toList();
        return records(keys, Filter.ALL).stream().findFirst();
    }

    /** Returns the records as they are now: the index may name what lives again, or has expired. Newest first. */
    private List<Delivery> records(List<Key> keys, Filter filter) {
        return keys.isEmpty()
                ? List.of()
                : dynamo.get(tables.deliveries(), keys, true).stream()
                        .filter(this::isListed)
                        .map(DeliveryItems::read)
                        .filter(filter::fits)
                        .sorted(Comparator.comparing(
                                        (Delivery delivery) -> delivery.key().delivery())
                                .reversed())
                        .toList();
    }

    private boolean isListed(Item record) {
        return record.has(Keys.DEAD_TENANT) && !record.expired(clock.instant());
    }

    @Override
    public boolean dismiss(Delivery dead) {
        Expression expression = new Expression();
        // Closes the race with an attempt that revives it: that one's record is another one.
        String condition = expression.equal(
                        DeliveryItems.STATUS, AttributeValue.fromS(dead.status().code())) + " AND "
                + expression.equal(DeliveryItems.ATTEMPTS, AttributeValue.fromN(Integer.toString(dead.attempts())));
        expression
                .set(DISMISSED, AttributeValue.fromBool(true))
                .remove(Keys.DEAD_TENANT)
                .remove(Keys.DEAD_DELIVERY);
        UpdateItemRequest request = UpdateItemRequest.builder()
                .tableName(tables.deliveries())
                .key(Keys.record(dead.key()).attributes())
                .updateExpression(expression.update())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
        return dynamo.update(request) instanceof Dynamo.Written.Done;
    }

    @Override
    public Set<DeliveryKey> listed(Collection<DeliveryKey> keys) {
        // Consistent: a copy is removed by it.
        return dynamo.get(tables.deliveries(), keys.stream().map(Keys::record).toList(), true).stream()
                .filter(this::isListed)
                .map(item -> DeliveryItems.read(item).key())
                .collect(Collectors.toUnmodifiableSet());
    }
}
