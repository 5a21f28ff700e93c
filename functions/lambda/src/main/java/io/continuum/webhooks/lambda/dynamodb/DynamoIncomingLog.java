package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.brainbot.Incoming;
import io.continuum.webhooks.core.brainbot.IncomingLog;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Keeps notifications in the table of deliveries for a day. Thread-safe. */
public final class DynamoIncomingLog implements IncomingLog {
    private static final String EVENT = "event";
    private static final String PUBLISHED = "published";
    private static final String RECEIVED = "received";

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;

    /** Writes to the table of deliveries; {@code clock} tells what is over. */
    public DynamoIncomingLog(DynamoDbClient client, Tables tables, InstantSource clock) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
    }

    @Override
    public Incoming record(Incoming incoming) {
        Expression expression = new Expression();
        // Closes the race between copies: one of them is recorded, the others learn as what.
        String condition = expression.absentAt(clock.instant().getEpochSecond());
        PutItemRequest request = PutItemRequest.builder()
                .tableName(tables.deliveries())
                .item(Attributes.at(Keys.incoming(incoming.tenant(), incoming.likeness()))
                        .text(EVENT, incoming.event().value())
                        .flag(PUBLISHED, incoming.published())
                        .time(RECEIVED, incoming.receivedAt())
                        .number(Keys.TTL, Times.ttl(incoming.receivedAt(), REMEMBERED))
                        .build())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return switch (dynamo.put(request)) {
            case Dynamo.Written.Done _ -> incoming;
            case Dynamo.Written.Refused(Item existing) -> earlier(incoming, existing);
        };
    }

    private static Incoming earlier(Incoming incoming, @Nullable Item existing) {
        if (existing == null) {
            throw new Unavailable("dynamodb PutItem: refused without the item that stands in the way");
        }
        return new Incoming(
                incoming.tenant(),
                incoming.likeness(),
                new EventId(existing.text(EVENT)),
                existing.flag(PUBLISHED),
                existing.time(RECEIVED));
    }
}
