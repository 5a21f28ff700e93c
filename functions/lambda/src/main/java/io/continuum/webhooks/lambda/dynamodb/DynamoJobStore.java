package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.job.Job;
import io.continuum.webhooks.core.job.JobStore;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Keeps jobs in the table of webhooks. Thread-safe. */
public final class DynamoJobStore implements JobStore {
    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;

    /** Uses the table of webhooks; {@code clock} tells how long done jobs are kept. */
    public DynamoJobStore(DynamoDbClient client, Tables tables, InstantSource clock) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public void create(Job job) {
        Expression expression = new Expression();
        // Refused only if it is there already: its id is nobody else's.
        put(job, expression, expression.absent());
    }

    @Override
    public Optional<Job> load(JobKey key) {
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.job(key)))
                .filter(item -> !item.expired(clock.instant()))
                .map(item -> JobItems.read(key, item));
    }

    @Override
    public Optional<Job> swap(Job seen, Job next) {
        Job target = next.atRevision(seen.revision() + 1);
        Expression expression = new Expression();
        // Closes the race between two ticks that took the same slice.
        String condition = expression.equal(JobItems.REVISION, AttributeValue.fromN(Long.toString(seen.revision())));
        return switch (put(target, expression, condition)) {
            case Dynamo.Written.Done _ -> Optional.of(target);
            // The SDK repeats a call whose answer was lost: then the job is what was to be written.
            case Dynamo.Written.Refused(Item existing) -> Optional.of(target).filter(wanted -> same(existing, wanted));
        };
    }

    private static boolean same(@Nullable Item existing, Job wanted) {
        return existing != null && JobItems.read(wanted.key(), existing).equals(wanted);
    }

    private Dynamo.Written put(Job job, Expression expression, String condition) {
        PutItemRequest.Builder request = PutItemRequest.builder()
                .tableName(tables.webhooks())
                .item(JobItems.item(job, clock.instant()))
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!expression.values().isEmpty()) {
            request.expressionAttributeValues(expression.values());
        }
        return dynamo.put(request.build());
    }
}
