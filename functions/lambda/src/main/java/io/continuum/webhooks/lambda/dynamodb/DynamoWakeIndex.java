package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.maintenance.WakeIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Reads the index {@code wake} of the table of webhooks, shard by shard. Thread-safe. */
public final class DynamoWakeIndex implements WakeIndex {
    private final Dynamo dynamo;
    private final Tables tables;

    /** Uses the table of webhooks. */
    public DynamoWakeIndex(DynamoDbClient client, Tables tables) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
    }

    @Override
    public List<Due> due(Instant now, int limit) {
        List<Item> due = new ArrayList<>();
        for (int shard = 0; shard < Keys.SHARDS; shard++) {
            due.addAll(dynamo.query(query(shard, now, limit)).items());
        }
        return due.stream()
                .sorted(Comparator.comparing(item -> item.text(Keys.WAKE_AT)))
                .flatMap(item -> due(item.key()).stream())
                .limit(limit)
                .toList();
    }

    private QueryRequest query(int shard, Instant now, int limit) {
        Expression expression = new Expression();
        String condition = expression.equal(Keys.WAKE_SHARD, AttributeValue.fromS(Integer.toString(shard))) + " AND "
                + expression.name(Keys.WAKE_AT) + " <= " + expression.value(Times.sortable(now));
        // Eventual, as global indexes are: what is missed now is seen a minute later.
        return QueryRequest.builder()
                .tableName(tables.webhooks())
                .indexName(Tables.WAKE)
                .keyConditionExpression(condition)
                .limit(limit)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
    }

    /** Returns empty for what this version does not know, such as what a later one adds. */
    private static Optional<Due> due(Key key) {
        if (Keys.isHalfMade(key)) {
            return Optional.of(new Due.HalfMade(Keys.halfMadeOf(key)));
        }
        if (Keys.isJob(key)) {
            return Optional.of(new Due.Job(Keys.jobOf(key)));
        }
        return key.sk().equals(Keys.STATE) ? Optional.of(new Due.Wake(Keys.webhookOf(key.pk()))) : Optional.empty();
    }
}
