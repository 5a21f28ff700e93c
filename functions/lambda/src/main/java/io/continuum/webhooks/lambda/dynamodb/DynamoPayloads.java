package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Takes payloads out of the table of deliveries. Thread-safe. */
public final class DynamoPayloads implements Payloads {
    /** Tries while attempts of the same delivery are recorded beside it. */
    private static final int TRIES = 5;

    private final Dynamo dynamo;
    private final Tables tables;

    /** Uses the table of deliveries. */
    public DynamoPayloads(DynamoDbClient client, Tables tables) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
    }

    @Override
    public Page list(Of of, @Nullable String after, int limit) {
        Expression expression = new Expression();
        String user = Keys.subject(of.tenant(), of.user());
        String condition = expression.equal(Keys.SUBJECT, AttributeValue.fromS(user)) + " AND "
                + expression.name(Keys.SUBJECT_EVENT) + " BETWEEN " + expression.value(after == null ? "0" : after)
                + " AND " + expression.value(Times.sortable(of.before()));
        // One more than is wanted: the page begins with the last one of the page before.
        Dynamo.Page page = dynamo.query(QueryRequest.builder()
                .tableName(tables.deliveries())
                .indexName(Tables.SUBJECT)
                .keyConditionExpression(condition)
                .limit(limit + 1)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build());
        List<String> found = page.items().stream()
                .map(item -> item.text(Keys.SUBJECT_EVENT))
                .filter(one -> !one.equals(after))
                .toList();
        List<String> wanted = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit || (!page.next().isEmpty() && !wanted.isEmpty());
        return new Page(wanted.stream().map(DynamoPayloads::event).toList(), more ? wanted.getLast() : null);
    }

    /** Reads the id behind the time of acceptance, which has no {@code #}. */
    private static EventId event(String subjectEvent) {
        return new EventId(subjectEvent.substring(subjectEvent.indexOf('#') + 1));
    }

    @Override
    public void erase(TenantId tenant, EventId event) {
        Expression expression = new Expression();
        // Whoever erases it twice writes the same; an event that is gone must not come back as an empty item.
        String condition = expression.present();
        expression.set(Keys.SCHEMA, AttributeValue.fromN(Integer.toString(Keys.SCHEMA_NOW)));
        // The hash of a short text tells the text to whoever guesses it.
        expression.remove(EventItems.DATA).remove(EventItems.HASH);
        dynamo.update(update(Keys.event(tenant, event), expression, condition));
    }

    @Override
    public void forgetAnswers(DeliveryKey delivery) {
        Key key = Keys.record(delivery);
        for (int tries = 0; tries < TRIES; tries++) {
            Item item = dynamo.get(tables.deliveries(), key);
            if (item == null) {
                return;
            }
            Delivery record = DeliveryItems.read(item);
            if (record.log().stream().allMatch(attempt -> attempt.responseBody().isEmpty())) {
                return;
            }
            if (dynamo.update(emptied(key, record)) instanceof Dynamo.Written.Done) {
                return;
            }
        }
        throw new Unavailable("dynamodb: a record keeps changing while its answers are taken out");
    }

    private UpdateItemRequest emptied(Key key, Delivery record) {
        Expression expression = new Expression();
        // Closes the race with an attempt that is recorded meanwhile: its entry must not be lost.
        String condition =
                expression.equal(DeliveryItems.ATTEMPTS, AttributeValue.fromN(Integer.toString(record.attempts())));
        List<Attempt> log = record.log().stream().map(Attempt::withoutBody).toList();
        expression.set(DeliveryItems.LOG, DeliveryItems.log(log));
        return update(key, expression, condition);
    }

    private UpdateItemRequest update(Key key, Expression expression, String condition) {
        return UpdateItemRequest.builder()
                .tableName(tables.deliveries())
                .key(key.attributes())
                .updateExpression(expression.update())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
    }
}
