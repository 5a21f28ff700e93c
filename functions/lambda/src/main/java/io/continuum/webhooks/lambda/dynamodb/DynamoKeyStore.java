package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.KeyStore;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Keeps keys and tenants in the table of webhooks. Thread-safe. */
public final class DynamoKeyStore implements KeyStore {
    private static final String HASH = "sha256";
    private static final String TENANT = "tenant";
    private static final String ID = "id";
    private static final String SCOPES = "scopes";
    private static final String NAME = "name";
    private static final String CREATED = "created";
    private static final String EXPIRES = "expires";
    private static final String LAST_USED = "last_used";

    /** Parts of the transaction that adds a key. */
    private static final int KEY_PART = 0;

    private final Dynamo dynamo;
    private final Tables tables;

    /** Uses the table of webhooks. */
    public DynamoKeyStore(DynamoDbClient client, Tables tables) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
    }

    @Override
    public Optional<ApiKey> find(KeyHash hash) {
        // Consistent: a revoked key stops at once.
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.apiKey(hash)))
                .map(DynamoKeyStore::read);
    }

    @Override
    public Added add(ApiKey key) {
        Dynamo.Transacted outcome = dynamo.transact(List.of(
                put(item(Keys.apiKey(key.hash()), key)),
                put(item(Keys.apiKeyOfTenant(key.tenant(), key.id()), key)),
                put(Attributes.at(Keys.apiKeyById(key.id()))
                        .text(HASH, key.hash().hex())),
                tenantSpeaking(key.tenant(), key.dialect())));
        return switch (outcome) {
            case Dynamo.Transacted.Done _ -> Added.STORED;
            case Dynamo.Transacted.Refused refused when refused.failed(KEY_PART) -> Added.KNOWN_KEY;
            case Dynamo.Transacted.Refused _ -> Added.OTHER_DIALECT;
        };
    }

    @Override
    public Optional<ApiKey> findById(String id) {
        // Consistent, as all of this: it decides whose key is revoked.
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.apiKeyById(id)))
                .flatMap(item -> find(new KeyHash(item.text(HASH))));
    }

    @Override
    public Optional<Dialect> dialect(TenantId tenant) {
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.tenant(tenant)))
                .map(item -> item.textOrNull(TenantItem.DIALECT))
                .flatMap(Dialect::of);
    }

    @Override
    public void noteUse(ApiKey key, LocalDate day) {
        // The item that authenticates comes last: a note that was cut off between the two is made again.
        noteUse(Keys.apiKeyOfTenant(key.tenant(), key.id()), day);
        noteUse(Keys.apiKey(key.hash()), day);
    }

    /** The condition closes the race with a removal, which an update would undo, and lets the last day win. */
    private void noteUse(Key key, LocalDate day) {
        AttributeValue value = AttributeValue.fromS(day.toString());
        Expression expression = new Expression().set(LAST_USED, value);
        dynamo.update(UpdateItemRequest.builder()
                .tableName(tables.webhooks())
                .key(key.attributes())
                .conditionExpression(expression.present() + " AND (attribute_not_exists("
                        + expression.name(LAST_USED) + ") OR " + expression.name(LAST_USED) + " < "
                        + expression.value(value) + ")")
                .updateExpression(expression.update())
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build());
    }

    @Override
    public List<ApiKey> list(TenantId tenant) {
        Expression expression = new Expression();
        // Consistent: whoever lists after revoking must not see the key. Keys are few, so they are sorted here.
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(tables.webhooks())
                .consistentRead(true)
                .keyConditionExpression(expression.equal(Keys.PK, AttributeValue.fromS(Keys.ofTenant(tenant)))
                        + " AND begins_with(" + expression.name(Keys.SK) + ", "
                        + expression.value(Keys.KEY_OF_TENANT) + ")")
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
        return dynamo.queryAll(query).stream()
                .map(DynamoKeyStore::read)
                .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::id))
                .toList();
    }

    @Override
    public boolean remove(TenantId tenant, String id) {
        Key ofTenant = Keys.apiKeyOfTenant(tenant, id);
        Item item = dynamo.get(tables.webhooks(), ofTenant);
        if (item == null) {
            return false;
        }
        // The condition closes the race between two removals: one of them says that there was a key.
        Key byHash = Keys.apiKey(new KeyHash(item.text(HASH)));
        Dynamo.Transacted outcome =
                dynamo.transact(List.of(delete(ofTenant), delete(byHash), deleteIfAny(Keys.apiKeyById(id))));
        return outcome instanceof Dynamo.Transacted.Done;
    }

    /** A key that is there already stays as it is. */
    private TransactWriteItem put(Attributes item) {
        Expression expression = new Expression();
        Put put = Put.builder()
                .tableName(tables.webhooks())
                .item(item.build())
                .conditionExpression(expression.absent())
                .expressionAttributeNames(expression.names())
                .build();
        return TransactWriteItem.builder().put(put).build();
    }

    /** Closes the race between the first keys of a tenant: all of them get one dialect. */
    private TransactWriteItem tenantSpeaking(TenantId tenant, Dialect dialect) {
        AttributeValue value = AttributeValue.fromS(dialect.code());
        Expression expression = new Expression()
                .set(TenantItem.DIALECT, value)
                .set(Keys.SCHEMA, AttributeValue.fromN(Integer.toString(Keys.SCHEMA_NOW)));
        Update update = Update.builder()
                .tableName(tables.webhooks())
                .key(Keys.tenant(tenant).attributes())
                .conditionExpression("attribute_not_exists(" + expression.name(TenantItem.DIALECT) + ") OR "
                        + expression.equal(TenantItem.DIALECT, value))
                .updateExpression(expression.update())
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
        return TransactWriteItem.builder().update(update).build();
    }

    private TransactWriteItem delete(Key key) {
        Expression expression = new Expression();
        Delete delete = Delete.builder()
                .tableName(tables.webhooks())
                .key(key.attributes())
                .conditionExpression(expression.present())
                .expressionAttributeNames(expression.names())
                .build();
        return TransactWriteItem.builder().delete(delete).build();
    }

    /** Keys of the version before have none, and must be revoked all the same. */
    private TransactWriteItem deleteIfAny(Key key) {
        Delete delete = Delete.builder()
                .tableName(tables.webhooks())
                .key(key.attributes())
                .build();
        return TransactWriteItem.builder().delete(delete).build();
    }

    private static Attributes item(Key at, ApiKey key) {
        return Attributes.at(at)
                .text(ID, key.id())
                .text(HASH, key.hash().hex())
                .text(TENANT, key.tenant().value())
                .text(TenantItem.DIALECT, key.dialect().code())
                .list(
                        SCOPES,
                        key.scopes().stream()
                                .map(Scope::code)
                                .sorted()
                                .map(AttributeValue::fromS)
                                .toList())
                .text(NAME, key.name())
                .time(CREATED, key.createdAt())
                .time(EXPIRES, key.expiresAt())
                .text(
                        LAST_USED,
                        key.lastUsedOn() == null ? null : key.lastUsedOn().toString());
    }

    private static ApiKey read(Item item) {
        return new ApiKey(
                item.text(ID),
                new KeyHash(item.text(HASH)),
                new TenantId(item.text(TENANT)),
                Dialect.of(item.text(TenantItem.DIALECT)).orElseThrow(),
                // A scope that this version does not know gives no right here.
                item.list(SCOPES).stream()
                        .flatMap(scope -> Scope.of(scope.s()).stream())
                        .collect(Collectors.toUnmodifiableSet()),
                item.text(NAME),
                item.time(CREATED),
                item.timeOrNull(EXPIRES),
                day(item.textOrNull(LAST_USED)));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
