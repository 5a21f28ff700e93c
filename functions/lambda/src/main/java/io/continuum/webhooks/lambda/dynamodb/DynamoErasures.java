package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Keeps receipts in the table of webhooks. Thread-safe. */
public final class DynamoErasures implements Erasures {
    private static final String SUBJECT = "subject";
    private static final String REQUESTED = "requested";
    private static final String COMPLETED = "completed";
    private static final String EVENTS = "events";
    private static final String DELIVERIES = "deliveries";
    private static final String CANCELLED = "cancelled";

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;
    private final Duration retention;

    /** Keeps receipts for {@code retention}, and never for less than a queue keeps what they are about. */
    public DynamoErasures(DynamoDbClient client, Tables tables, InstantSource clock, Duration retention) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
        this.retention = retention.compareTo(LONGEST_IN_QUEUE) < 0 ? LONGEST_IN_QUEUE : retention;
    }

    @Override
    public void put(Erasure erasure) {
        Erasure.Counts counts = erasure.counts();
        // Without a condition: steps of one job are conditional, and a doubled one writes the same.
        dynamo.put(PutItemRequest.builder()
                .tableName(tables.webhooks())
                .item(Attributes.at(Keys.erasure(erasure.key()))
                        .text(SUBJECT, erasure.userId())
                        .time(REQUESTED, erasure.requestedAt())
                        .time(COMPLETED, erasure.completedAt())
                        .number(EVENTS, counts.events())
                        .number(DELIVERIES, counts.deliveries())
                        .number(CANCELLED, counts.cancelled())
                        .number(Keys.TTL, Times.ttl(erasure.requestedAt(), retention))
                        .build())
                .build());
    }

    @Override
    public Optional<Erasure> find(JobKey key) {
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.erasure(key)))
                .filter(item -> !item.expired(clock.instant()))
                .map(item -> read(key.tenant(), item));
    }

    @Override
    public List<Erasure> since(TenantId tenant, Instant since) {
        Expression expression = new Expression();
        JobKey first = new JobKey(tenant, JobId.floor(since));
        String condition = expression.equal(Keys.PK, AttributeValue.fromS(Keys.ofTenant(tenant))) + " AND "
                + expression.name(Keys.SK) + " BETWEEN "
                + expression.value(Keys.erasure(first).sk()) + " AND " + expression.value(Keys.ERASURE + "~");
        // Consistent: from its answer on, an erasure holds.
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(tables.webhooks())
                .consistentRead(true)
                .keyConditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
        return dynamo.queryAll(query).stream()
                .filter(item -> !item.expired(clock.instant()))
                .map(item -> read(tenant, item))
                .filter(erasure -> !erasure.requestedAt().isBefore(since))
                .toList();
    }

    private static Erasure read(TenantId tenant, Item item) {
        JobId id = new JobId(item.text(Keys.SK).substring(Keys.ERASURE.length()));
        Erasure.Counts counts =
                new Erasure.Counts(item.integer(EVENTS), item.integer(DELIVERIES), item.integer(CANCELLED));
        return new Erasure(
                new JobKey(tenant, id), item.text(SUBJECT), item.time(REQUESTED), item.timeOrNull(COMPLETED), counts);
    }
}
