package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.idempotency.Idempotency;
import io.continuum.webhooks.core.idempotency.KeyedRequest;
import io.continuum.webhooks.core.idempotency.StoredAnswer;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.tenant.KeyHash;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Remembers requests with a key in the table of deliveries, two writes each. Thread-safe. */
public final class DynamoIdempotency implements Idempotency {
    /** Characters of one part of an answer: at most 3 bytes each, and an item has 400 KB. */
    private static final int PART = 100_000;

    private static final String BODY_HASH = "body";
    private static final String RUN = "run";
    private static final String SINCE = "since";
    private static final String LEASE_ID = "lease";
    private static final String UNTIL = "until";
    private static final String STATUS = "status";
    private static final String ETAG = "etag";
    private static final String PARTS = "parts";
    private static final String ANSWER = "answer";

    private final Dynamo dynamo;
    private final String table;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Uses {@code random} for names of runs and leases: it must differ between clones of a snapshot. */
    public DynamoIdempotency(DynamoDbClient client, Tables tables, InstantSource clock, RandomGenerator random) {
        this.dynamo = new Dynamo(client);
        this.table = tables.deliveries();
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Begun begin(KeyedRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Begun.Started run = new Begun.Started(token(), now, token(), false);
        Expression expression = new Expression();
        String condition = expression.absentAt(now.getEpochSecond());
        PutItemRequest put = PutItemRequest.builder()
                .tableName(table)
                .item(Attributes.at(key(request))
                        .text(BODY_HASH, request.bodyHash())
                        .text(RUN, run.run())
                        .time(SINCE, now)
                        .text(LEASE_ID, run.lease())
                        .number(UNTIL, now.plus(LEASE).toEpochMilli())
                        .number(Keys.TTL, Times.ttl(now, REMEMBERED))
                        .build())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        // Closes the race between copies of a request: one of them carries it out.
        return switch (dynamo.put(put)) {
            case Dynamo.Written.Done _ -> run;
            case Dynamo.Written.Refused(Item existing) -> known(request, existing, now);
        };
    }

    private Begun known(KeyedRequest request, @Nullable Item existing, Instant now) {
        if (existing == null) {
            throw new Unavailable("dynamodb: an idempotency key was released while it was begun");
        }
        if (!existing.text(BODY_HASH).equals(request.bodyHash())) {
            return new Begun.OtherBody();
        }
        if (existing.has(STATUS)) {
            return new Begun.Done(answer(existing));
        }
        Instant until = Instant.ofEpochMilli(existing.number(UNTIL));
        return until.isAfter(now) ? new Begun.Running(Duration.between(now, until)) : takenOver(request, existing, now);
    }

    private Begun takenOver(KeyedRequest request, Item existing, Instant now) {
        Begun.Started run = new Begun.Started(existing.text(RUN), existing.time(SINCE), token(), true);
        Expression expression = new Expression()
                .set(LEASE_ID, AttributeValue.fromS(run.lease()))
                .set(UNTIL, AttributeValue.fromN(Long.toString(now.plus(LEASE).toEpochMilli())));
        // Closes the race between those who find a lease that is over: one of them gets it.
        return update(request, expression, existing.text(LEASE_ID)) ? run : new Begun.Running(LEASE);
    }

    @Override
    public void finish(KeyedRequest request, Begun.Started run, StoredAnswer answer) {
        String body = answer.body();
        int parts = body == null ? 0 : Math.ceilDiv(body.length(), PART);
        long ttl = Times.ttl(run.since(), REMEMBERED);
        // The further parts first: whoever sees the head finds them. Nobody looks at them without a head.
        for (int part = 1; part < parts; part++) {
            dynamo.put(PutItemRequest.builder()
                    .tableName(table)
                    .item(Attributes.at(Keys.idempotencyPart(key(request), part))
                            .text(ANSWER, part(body, part))
                            .number(Keys.TTL, ttl)
                            .build())
                    .build());
        }
        Expression expression = new Expression()
                .set(STATUS, AttributeValue.fromN(Integer.toString(answer.status())))
                .set(PARTS, AttributeValue.fromN(Integer.toString(parts)));
        if (answer.etag() != null) {
            expression.set(ETAG, AttributeValue.fromS(answer.etag()));
        }
        if (parts > 0) {
            expression.set(ANSWER, AttributeValue.fromS(part(body, 0)));
        }
        update(request, expression, run.lease());
    }

    @Override
    public void release(KeyedRequest request, Begun.Started run, boolean untouched) {
        if (!untouched || run.repeated()) {
            update(request, new Expression().set(UNTIL, AttributeValue.fromN("0")), run.lease());
            return;
        }
        Expression expression = new Expression();
        dynamo.delete(DeleteItemRequest.builder()
                .tableName(table)
                .key(key(request).attributes())
                .conditionExpression(expression.equal(LEASE_ID, AttributeValue.fromS(run.lease())))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build());
    }

    /** Does nothing, and returns false, for whoever has lost the lease. */
    private boolean update(KeyedRequest request, Expression expression, String lease) {
        String condition = expression.equal(LEASE_ID, AttributeValue.fromS(lease));
        return dynamo.update(UpdateItemRequest.builder()
                        .tableName(table)
                        .key(key(request).attributes())
                        .updateExpression(expression.update())
                        .conditionExpression(condition)
                        .expressionAttributeNames(expression.names())
                        .expressionAttributeValues(expression.values())
                        .build())
                instanceof Dynamo.Written.Done;
    }

    private StoredAnswer answer(Item head) {
        int parts = head.integer(PARTS);
        String etag = head.textOrNull(ETAG);
        int status = head.integer(STATUS);
        if (parts == 0) {
            return new StoredAnswer(status, null, etag);
        }
        StringBuilder body = new StringBuilder(head.text(ANSWER));
        for (int part = 1; part < parts; part++) {
            Item item = dynamo.get(table, Keys.idempotencyPart(head.key(), part));
            if (item == null) {
                throw new Unavailable("dynamodb: an answer expired while it was read");
            }
            body.append(item.text(ANSWER));
        }
        return new StoredAnswer(status, body.toString(), etag);
    }

    private static String part(@Nullable String body, int part) {
        return body == null ? "" : body.substring(part * PART, Math.min(body.length(), (part + 1) * PART));
    }

    private static Key key(KeyedRequest request) {
        String name = request.path() + "\n" + request.key().value();
        return Keys.idempotency(request.tenant(), KeyHash.of(name).hex());
    }

    private String token() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
