package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/**
 * All webhooks of a tenant, in memory as long as the tenant's version stands. Exact: every transaction that changes a
 * webhook moves the version and logs the change under it. Thread-safe.
 *
 * <p>A transaction becomes visible item by item within milliseconds (Developer Guide, "Isolation levels for DynamoDB
 * transactions": reads of several items are read-committed). So a version that is seen says that its change is made, not
 * that a read of the changed webhook shows it. Each change names the webhook's version; what is read is compared with it,
 * and read again if it is older.
 */
final class TenantWebhooks {
    /** Webhooks kept by one process over all tenants: about 2 KB each, so 40 MB of a 512 MB function. */
    private static final int KEPT = 20_000;

    /** With more changes than that, reading everything is not much dearer. */
    private static final int MOST_CHANGES = 500;

    /** Changes that are compared after everything was read: older ones are whole by then. */
    private static final int RECENT = 10;

    /** Reads of changed webhooks until they agree with the log. */
    private static final int SETTLING_TRIES = 5;

    /** Reads of the tenant's version, if they do not: a webhook may have been removed meanwhile. */
    private static final int TRIES = 5;

    private final Dynamo dynamo;
    private final String table;
    private final LinkedHashMap<TenantId, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    TenantWebhooks(Dynamo dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /** The webhooks at a version of the tenant; in the order of their making. */
    private record Known(long version, List<Webhook> webhooks) {}

    /** Returns all webhooks at the tenant's version now, or newer ones. */
    List<Webhook> all(TenantId tenant) {
        for (int tries = 0; tries < TRIES; tries++) {
            // Consistent: this one read per batch of events is what makes the answer exact.
            long version =
                    TenantItem.read(dynamo.get(table, Keys.tenant(tenant))).version();
            Known before = recall(tenant);
            if (version == 0) {
                return List.of();
            }
            if (before != null && before.version == version) {
                return before.webhooks;
            }
            Known now = read(tenant, before, version);
            if (now != null) {
                remember(tenant, now);
                return now.webhooks;
            }
        }
        throw new Unavailable("dynamodb: changed webhooks are not visible yet");
    }

    /** Returns null if the items of a transaction did not agree in time, or were overtaken by a later one. */
    private @Nullable Known read(TenantId tenant, @Nullable Known before, long version) {
        long behind = before == null ? 0 : version - before.version;
        if (before != null && behind > 0 && behind <= MOST_CHANGES) {
            List<Item> changes = changes(tenant, before.version + 1, version);
            if (changes.size() == behind) {
                return settled(tenant, byId(before.webhooks), expected(changes), version);
            }
            // The TTL took some, or the last one is not visible yet.
        }
        return readAll(tenant, version);
    }

    private @Nullable Known readAll(TenantId tenant, long version) {
        Expression expression = new Expression();
        // Consistent, and read after the version: at least as new as it.
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(expression.equal(Keys.PK, AttributeValue.fromS(Keys.webhooks(tenant))))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
        Map<WebhookId, Webhook> webhooks =
                byId(dynamo.queryAll(query).stream().map(WebhookItems::read).toList());
        Map<WebhookId, Long> expected = expected(changes(tenant, Math.max(1, version - RECENT), version));
        expected.entrySet().removeIf(entry -> agrees(webhooks.get(entry.getKey()), entry.getValue()));
        return settled(tenant, webhooks, expected, version);
    }

    /** Reads the webhooks that changed into {@code webhooks}; null if some stay older than the log says. */
    private @Nullable Known settled(
            TenantId tenant, Map<WebhookId, Webhook> webhooks, Map<WebhookId, Long> expected, long version) {
        Map<WebhookId, Long> open = new LinkedHashMap<>(expected);
        for (int tries = 0; tries < SETTLING_TRIES && !open.isEmpty(); tries++) {
            List<Key> keys = open.keySet().stream()
                    .map(id -> new Key(Keys.webhooks(tenant), id.random()))
                    .toList();
            Map<WebhookId, Webhook> read = byId(dynamo.get(table, keys, true).stream()
                    .map(WebhookItems::read)
                    .toList());
            open.entrySet().removeIf(entry -> {
                Webhook found = read.get(entry.getKey());
                boolean agrees = agrees(found, entry.getValue());
                if (agrees && found != null) {
                    webhooks.put(entry.getKey(), found);
                } else if (agrees) {
                    webhooks.remove(entry.getKey());
                }
                return agrees;
            });
        }
        return open.isEmpty() ? new Known(version, List.copyOf(webhooks.values())) : null;
    }

    /** A newer version agrees as well: the webhook was changed after the tenant's version was read. */
    private static boolean agrees(@Nullable Webhook found, long changedTo) {
        return found == null ? changedTo == 0 : changedTo != 0 && found.version() >= changedTo;
    }

    private List<Item> changes(TenantId tenant, long from, long to) {
        Expression expression = new Expression();
        String condition = expression.equal(Keys.PK, AttributeValue.fromS(Keys.changes(tenant))) + " AND "
                + expression.name(Keys.SK) + " BETWEEN "
                + expression.value(Keys.version(from)) + " AND "
                + expression.value(Keys.version(to));
        // Expired changes may be read: they are as true as before. Consistent: a missing one would be a missing
        // webhook.
        return dynamo.queryAll(QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values()));
    }

    /** The last change of each webhook holds. */
    private static Map<WebhookId, Long> expected(List<Item> changes) {
        Map<WebhookId, Long> expected = new LinkedHashMap<>();
        changes.forEach(change -> expected.put(WebhookChange.ownerOf(change), change.number(WebhookChange.CHANGED_TO)));
        return expected;
    }

    private static Map<WebhookId, Webhook> byId(List<Webhook> webhooks) {
        Map<WebhookId, Webhook> byId = new TreeMap<>();
        webhooks.forEach(webhook -> byId.put(webhook.key().webhook(), webhook));
        return byId;
    }

    private @Nullable Known recall(TenantId tenant) {
        synchronized (known) {
            return known.get(tenant);
        }
    }

    private void remember(TenantId tenant, Known fresh) {
        synchronized (known) {
            // A slower thread may come with an older version.
            known.merge(tenant, fresh, (old, now) -> old.version > now.version ? old : now);
            int kept = known.values().stream()
                    .mapToInt(one -> one.webhooks.size() + 1)
                    .sum();
            var eldest = known.entrySet().iterator();
            while (kept > KEPT && known.size() > 1) {
                kept -= eldest.next().getValue().webhooks.size() + 1;
                eldest.remove();
            }
        }
    }
}
