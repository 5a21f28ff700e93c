package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** Questions to the index {@code dead} about one tenant. Its items say enough to be filtered without their records. */
final class DeadIndex {
    private final Tables tables;
    private final String tenant;
    private final DeadLetters.Filter filter;

    DeadIndex(Tables tables, TenantId tenant, DeadLetters.Filter filter) {
        this.tables = tables;
        this.tenant = Keys.ofTenant(tenant);
        this.filter = filter;
    }

    /**
     * Returns a query of what was accepted in the filter's span, newest first.
     *
     * @param after where to begin; null = at the newest
     * @param limit items to read; null = as many as DynamoDB gives
     * @param start where the read before ended; empty at first
     */
    QueryRequest query(@Nullable DeliveryId after, @Nullable Integer limit, Map<String, AttributeValue> start) {
        Instant since = filter.since();
        Instant until = filter.until();
        DeliveryId low = DeliveryId.floor(since == null ? Instant.MIN : since);
        DeliveryId high = DeliveryId.ceiling(until == null ? Instant.MAX : until);
        if (after != null && after.compareTo(high) < 0) {
            high = after;
        }
        if (low.compareTo(high) > 0) {
            // DynamoDB refuses a range that ends before it begins.
            high = low;
        }
        QueryRequest.Builder query = between(low, high).scanIndexForward(false).limit(limit);
        return start.isEmpty() ? query.build() : query.exclusiveStartKey(start).build();
    }

    /** Returns a query of one delivery. */
    QueryRequest one(DeliveryId id) {
        return between(id, id).build();
    }

    private QueryRequest.Builder between(DeliveryId low, DeliveryId high) {
        Expression expression = new Expression();
        String condition = expression.equal(Keys.DEAD_TENANT, AttributeValue.fromS(tenant)) + " AND "
                + expression.name(Keys.DEAD_DELIVERY) + " BETWEEN " + expression.value(Keys.bare(low)) + " AND "
                + expression.value(Keys.bare(high));
        return QueryRequest.builder()
                .tableName(tables.deliveries())
                .indexName(Tables.DEAD)
                .keyConditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
    }

    /** Returns whether an item of the index is wanted. */
    boolean fits(Item item) {
        WebhookId webhook = filter.webhook();
        Instant accepted = Keys.delivery(item.text(Keys.DEAD_DELIVERY)).time();
        return (webhook == null
                        || webhook.equals(Keys.webhookOf(item.text(Keys.PK)).webhook()))
                && (filter.reason() == null || filter.reason().code().equals(item.textOrNull(DeliveryItems.REASON)))
                && (filter.event() == null || filter.event().name().equals(item.text(DeliveryItems.TYPE)))
                && (filter.since() == null || !accepted.isBefore(filter.since()))
                && (filter.until() == null || accepted.isBefore(filter.until()));
    }
}
