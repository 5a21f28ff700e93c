package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.event.type.Checking;
import io.continuum.webhooks.core.event.type.EventTypeStore;
import io.continuum.webhooks.core.event.type.StoredType;
import io.continuum.webhooks.core.event.type.TypeSetting;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.Unavailable;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Keeps event types in the table of webhooks. Each change moves a version of their own in the tenant's item, in the same
 * transaction: settings that are kept under the version are exact, and cost one consistent read of that item. It is not
 * the version of the tenant's webhooks, so that neither makes anybody read the other. Thread-safe.
 */
public final class DynamoEventTypeStore implements EventTypeStore {
    /** In the tenant's item: moves with every change of a type; absent = there never was one. */
    private static final String TYPES = "types";

    /** In the tenant's item: the name that changed last; {@code -} and the name if it was removed. */
    private static final String CHANGED = "changedType";

    private static final String TENANT = "tenant";
    private static final String TYPE = "type";
    private static final String REVISION = "revision";
    private static final String CHECK = "check";
    private static final String OWN = "own";
    private static final String DESCRIPTION = "description";
    private static final String PRIORITY = "priority";
    private static final String SCHEMA = "schema";
    private static final String EXAMPLE = "example";
    private static final String CREATED = "created";
    private static final String UPDATED = "updated";
    private static final String REMOVED = "-";

    /** Tries of one change against changes of other types, and of one read against a transaction that is just done. */
    private static final int TRIES = 50;

    /** Parts of the transaction. */
    private static final int TYPE_PART = 0;

    /** Tenants kept by one process; at most 200 settings of about 200 bytes each. */
    private static final int KEPT = 1_000;

    private final Dynamo dynamo;
    private final String table;
    private final LinkedHashMap<TenantId, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    /** Uses the table of webhooks. */
    public DynamoEventTypeStore(DynamoDbClient client, Tables tables) {
        this.dynamo = new Dynamo(client);
        this.table = tables.webhooks();
    }

    private record Known(long version, Map<EventType, TypeSetting> settings) {}

    @Override
    public Map<EventType, TypeSetting> settings(TenantId tenant) {
        for (int tries = 0; tries < TRIES; tries++) {
            // Consistent: this read is what makes the answer exact. 1 RRU.
            Item item = dynamo.get(table, Keys.tenant(tenant));
            long version = version(item);
            if (item == null || version == 0) {
                return Map.of();
            }
            synchronized (known) {
                Known kept = known.get(tenant);
                if (kept != null && kept.version == version) {
                    return kept.settings;
                }
            }
            Known read = new Known(version, read(tenant));
            if (agrees(read, item.text(CHANGED))) {
                remember(tenant, read);
                return read.settings;
            }
        }
        throw new Unavailable("dynamodb: a changed event type is not visible yet");
    }

    /** Consistent, and read after the version: at least as new as it. */
    private Map<EventType, TypeSetting> read(TenantId tenant) {
        Expression expression = new Expression();
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .consistentRead(true)
                .keyConditionExpression(expression.equal(Keys.PK, AttributeValue.fromS(Keys.ofTenant(tenant)))
                        + " AND begins_with(" + expression.name(Keys.SK) + ", " + expression.value(Keys.EVENT_TYPE)
                        + ")")
                // Schemas stay where they are until an event is checked against one.
                .projectionExpression(String.join(
                        ", ",
                        expression.name(TYPE),
                        expression.name(CHECK),
                        expression.name(PRIORITY),
                        expression.name(REVISION)))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
        Map<EventType, TypeSetting> settings = new HashMap<>();
        for (Item item : dynamo.queryAll(query)) {
            settings.put(
                    new EventType(item.text(TYPE)),
                    new TypeSetting(checking(item), priorityOrNull(item), item.number(REVISION)));
        }
        return Map.copyOf(settings);
    }

    /**
     * A transaction becomes visible item by item: its version may be seen before its type. So the type that changed last
     * must be there in that revision or a later one, or be gone.
     */
    private static boolean agrees(Known read, String changed) {
        boolean removed = changed.startsWith(REMOVED);
        TypeSetting setting = read.settings.get(new EventType(removed ? changed.substring(1) : changed));
        if (setting == null) {
            return removed;
        }
        return removed ? setting.revision() > read.version : setting.revision() >= read.version;
    }

    private void remember(TenantId tenant, Known fresh) {
        synchronized (known) {
            // A slower thread may come with an older version.
            known.merge(tenant, fresh, (old, now) -> old.version > now.version ? old : now);
            if (known.size() > KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        }
    }

    @Override
    public List<StoredType> find(TenantId tenant, Collection<EventType> types) {
        List<Key> keys =
                types.stream().map(type -> Keys.eventType(tenant, type)).toList();
        return dynamo.get(table, keys, true).stream()
                .map(DynamoEventTypeStore::readType)
                .toList();
    }

    @Override
    public boolean save(StoredType type) {
        return change(type, type.type().name(), revision -> put(type, revision));
    }

    @Override
    public boolean remove(StoredType type) {
        return change(type, REMOVED + type.type(), _ -> delete(type));
    }

    private interface Part {
        TransactWriteItem at(long revision);
    }

    private boolean change(StoredType type, String changed, Part part) {
        long version = version(dynamo.get(table, Keys.tenant(type.tenant())));
        for (int tries = 0; tries < TRIES; tries++) {
            Dynamo.Transacted outcome =
                    dynamo.transact(List.of(part.at(version + 1), moved(type.tenant(), version, changed)));
            switch (outcome) {
                case Dynamo.Transacted.Done _ -> {
                    return true;
                }
                case Dynamo.Transacted.Refused refused
                when refused.failed(TYPE_PART) -> {
                    return false;
                }
                case Dynamo.Transacted.Refused refused -> version = version(refused.existing(1));
            }
        }
        throw new Unavailable("dynamodb: overtaken by other changes of event types");
    }

    /** Refused if another type changed meanwhile: closes that race, so that a version names one change. */
    private TransactWriteItem moved(TenantId tenant, long from, String changed) {
        Expression expression = new Expression()
                .set(TYPES, AttributeValue.fromN(Long.toString(from + 1)))
                .set(CHANGED, AttributeValue.fromS(changed))
                .set(Keys.SCHEMA, AttributeValue.fromN(Integer.toString(Keys.SCHEMA_NOW)));
        String condition = from == 0
                ? "attribute_not_exists(" + expression.name(TYPES) + ")"
                : expression.equal(TYPES, AttributeValue.fromN(Long.toString(from)));
        Update update = Update.builder()
                .tableName(table)
                .key(Keys.tenant(tenant).attributes())
                .updateExpression(expression.update())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private TransactWriteItem put(StoredType type, long revision) {
        Expression expression = new Expression();
        String condition = unchanged(expression, type.revision());
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item(type.atRevision(revision)))
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names());
        if (!expression.values().isEmpty()) {
            put.expressionAttributeValues(expression.values());
        }
        return TransactWriteItem.builder().put(put.build()).build();
    }

    private TransactWriteItem delete(StoredType type) {
        Expression expression = new Expression();
        Delete delete = Delete.builder()
                .tableName(table)
                .key(Keys.eventType(type.tenant(), type.type()).attributes())
                .conditionExpression(unchanged(expression, type.revision()))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
        return TransactWriteItem.builder().delete(delete).build();
    }

    private static String unchanged(Expression expression, long revision) {
        return revision == 0
                ? expression.absent()
                : expression.equal(REVISION, AttributeValue.fromN(Long.toString(revision)));
    }

    private static long version(@Nullable Item tenant) {
        return tenant == null ? 0 : tenant.numberOrZero(TYPES);
    }

    private static Map<String, AttributeValue> item(StoredType type) {
        Attributes item = Attributes.at(Keys.eventType(type.tenant(), type.type()))
                .text(TENANT, type.tenant().value())
                .text(TYPE, type.type().name())
                .number(REVISION, type.revision())
                .text(CHECK, type.check().code())
                .flag(OWN, type.own() != null)
                .time(CREATED, type.createdAt())
                .time(UPDATED, type.updatedAt());
        StoredType.Own own = type.own();
        if (own != null) {
            item.text(DESCRIPTION, own.description())
                    .text(PRIORITY, own.priority().code())
                    .text(SCHEMA, text(own.schema()))
                    .text(EXAMPLE, text(own.example()));
        }
        return item.build();
    }

    private static StoredType readType(Item item) {
        StoredType.Own own = !item.flag(OWN)
                ? null
                : new StoredType.Own(
                        item.text(DESCRIPTION),
                        Priority.of(item.text(PRIORITY)).orElse(Priority.NORMAL),
                        json(item.textOrNull(SCHEMA)),
                        json(item.textOrNull(EXAMPLE)));
        return new StoredType(
                new TenantId(item.text(TENANT)),
                new EventType(item.text(TYPE)),
                own,
                checking(item),
                item.time(CREATED),
                item.time(UPDATED),
                item.number(REVISION));
    }

    private static Checking checking(Item item) {
        return Checking.of(item.text(CHECK)).orElse(Checking.OFF);
    }

    private static @Nullable Priority priorityOrNull(Item item) {
        String code = item.textOrNull(PRIORITY);
        return code == null ? null : Priority.of(code).orElse(Priority.NORMAL);
    }

    private static @Nullable String text(@Nullable CanonicalJson json) {
        return json == null ? null : json.text();
    }

    private static @Nullable CanonicalJson json(@Nullable String text) {
        return text == null ? null : CanonicalJson.ofCanonicalText(text);
    }
}
