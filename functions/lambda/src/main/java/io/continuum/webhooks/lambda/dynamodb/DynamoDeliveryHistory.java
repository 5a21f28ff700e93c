package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.Pictures;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads records and places of the table of deliveries as one picture, and keeps hours there. Thread-safe. */
public final class DynamoDeliveryHistory implements DeliveryHistory {
    /** What a page reads before it is cut short: 128 read units. */
    private static final long MOST_BYTES = 1024 * 1024;

    /** Items that a filtered page reads at a time. */
    private static final int FILTERED_PAGE = 250;

    private static final String START = "start";
    private static final String SUCCESSFUL = "successful";
    private static final String FAILED = "failed";
    private static final String DURATION_MS = "duration";

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;
    private final Duration retention;

    /** Keeps hours for {@code retention} after their end; {@code clock} tells what is over. */
    public DynamoDeliveryHistory(DynamoDbClient client, Tables tables, InstantSource clock, Duration retention) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public Optional<Delivery> find(DeliveryKey key) {
        // Consistent: whoever saw the attempt arrive expects to find it.
        return Optional.ofNullable(pictures(List.of(key), true).get(key));
    }

    @Override
    public Map<DeliveryKey, Delivery> findAll(Collection<DeliveryKey> keys) {
        // Eventual: it is shown, nothing is decided by it. Half the price, too.
        return Map.copyOf(pictures(keys, false));
    }

    private Map<DeliveryKey, Delivery> pictures(Collection<DeliveryKey> keys, boolean consistent) {
        List<Key> wanted = keys.stream()
                .flatMap(key -> Stream.of(Keys.record(key), Keys.place(key)))
                .toList();
        Map<DeliveryKey, Delivery> records = new HashMap<>();
        Map<DeliveryKey, Delivery> places = new HashMap<>();
        for (Item item : dynamo.get(tables.deliveries(), wanted, consistent)) {
            if (!item.expired(clock.instant())) {
                Delivery read = DeliveryItems.read(item);
                (DeliveryItems.isRecord(item) ? records : places).put(read.key(), read);
            }
        }
        Map<DeliveryKey, Delivery> pictures = new HashMap<>();
        for (DeliveryKey key : keys) {
            Delivery picture = Pictures.of(records.get(key), places.get(key));
            if (picture != null) {
                pictures.put(key, picture);
            }
        }
        return pictures;
    }

    @Override
    public Page list(WebhookKey webhook, Query query) {
        int pageSize = filters(query) ? FILTERED_PAGE : Math.min(FILTERED_PAGE, query.offset() + query.limit() + 1);
        Backwards records = backwards(webhook, Keys.RECORD, query, pageSize);
        Backwards places = backwards(webhook, Keys.PLACE, query, pageSize);
        List<Delivery> found = new ArrayList<>();
        int skipped = 0;
        DeliveryId looked = null;
        long skippedBytes = 0;
        while (true) {
            boolean tooMuch = records.bytes() + places.bytes() - skippedBytes > MOST_BYTES && skipped == query.offset();
            // What was read is used before the page is cut, and every page looks at one more at least.
            if (looked != null && tooMuch && (records.mustRead() || places.mustRead())) {
                return new Page(found, looked);
            }
            Delivery one = newest(records, places);
            if (one == null) {
                return new Page(found, null);
            }
            boolean wanted = wanted(one, query);
            if (looked != null && wanted && found.size() == query.limit()) {
                // The one at hand is not lost: it comes after the last one that was looked at.
                return new Page(found, looked);
            }
            if (wanted && skipped < query.offset()) {
                skipped++;
                skippedBytes = records.bytes() + places.bytes();
            } else if (wanted) {
                found.add(one);
            }
            if (!one.key().delivery().equals(query.after())) {
                looked = one.key().delivery();
            }
        }
    }

    private static boolean filters(Query query) {
        return query.status() != null || query.event() != null;
    }

    private Backwards backwards(WebhookKey webhook, String kind, Query query, int pageSize) {
        Instant since = query.since();
        Instant until = query.until();
        Instant now = clock.instant();
        // What is older is over, so it is not even read.
        Instant oldest = now.minus(retention);
        DeliveryId low = DeliveryId.floor(since == null || since.isBefore(oldest) ? oldest : since);
        DeliveryId high = DeliveryId.ceiling(until == null ? Instant.MAX : until);
        DeliveryId after = query.after();
        if (after != null && after.compareTo(high) < 0) {
            high = after;
        }
        if (low.compareTo(high) > 0) {
            // DynamoDB refuses a range that ends before it begins.
            high = low;
        }
        var range = new Backwards.Range(Keys.ofWebhook(webhook), kind + Keys.bare(low), kind + Keys.bare(high));
        return new Backwards(dynamo, tables.deliveries(), range, pageSize, now);
    }

    /** Takes the newest delivery of both ranges, and its other half if both have it. */
    private static @Nullable Delivery newest(Backwards records, Backwards places) {
        Delivery record = records.peek();
        Delivery place = places.peek();
        if (record != null && place != null) {
            int order = record.key().delivery().compareTo(place.key().delivery());
            record = order >= 0 ? record : null;
            place = order <= 0 ? place : null;
        }
        if (record != null) {
            records.take();
        }
        if (place != null) {
            places.take();
        }
        return Pictures.of(record, place);
    }

    private static boolean wanted(Delivery delivery, Query query) {
        Instant since = query.since();
        Instant until = query.until();
        Instant accepted = delivery.createdAt();
        return (query.after() == null || delivery.key().delivery().compareTo(query.after()) < 0)
                // Ids know the millisecond only.
                && (since == null || !accepted.isBefore(since))
                && (until == null || accepted.isBefore(until))
                && (query.status() == null || query.status() == delivery.status())
                && (query.event() == null || query.event().equals(delivery.eventType()));
    }

    @Override
    public void keep(WebhookKey webhook, Hour hour) {
        // Without a condition: who settles the same hour again writes the same.
        dynamo.put(PutItemRequest.builder()
                .tableName(tables.deliveries())
                .item(Attributes.at(Keys.hour(webhook, hour.start()))
                        .time(START, hour.start())
                        .number(SUCCESSFUL, hour.successful())
                        .number(FAILED, hour.failed())
                        .number(DURATION_MS, hour.durationMs())
                        .number(Keys.TTL, Times.ttl(hour.start().plus(Duration.ofHours(1)), retention))
                        .build())
                .build());
    }

    @Override
    public List<Hour> hours(WebhookKey webhook, Instant since) {
        Expression expression = new Expression();
        String condition = expression.equal(Keys.PK, AttributeValue.fromS(Keys.ofWebhook(webhook))) + " AND "
                + expression.name(Keys.SK) + " BETWEEN "
                + expression.value(Keys.hour(webhook, since).sk()) + " AND " + expression.value(Keys.HOUR + "~");
        // Eventual: it is shown, nothing is decided by it.
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(tables.deliveries())
                .keyConditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
        return dynamo.queryAll(query).stream()
                .filter(item -> !item.expired(clock.instant()))
                .map(DynamoDeliveryHistory::hour)
                .filter(hour -> !hour.start().isBefore(since))
                .toList();
    }

    private static Hour hour(Item item) {
        return new Hour(item.time(START), item.number(SUCCESSFUL), item.number(FAILED), item.number(DURATION_MS));
    }
}
