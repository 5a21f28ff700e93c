package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * One transaction over a webhook, its state, its tenant and the log of changes. The first four parts are always those,
 * in that order; what concerns the uid follows. Not thread-safe.
 */
final class WebhookChange {
    static final int WEBHOOK = 0;
    static final int STATE = 1;
    static final int TENANT = 2;
    static final int CHANGE = 3;

    /** Where the id is in items of uids and changes. */
    static final String ID = "webhook";

    /** In items of changes: the webhook's version; 0 = it was removed. */
    static final String CHANGED_TO = "to";

    /** A process that has not looked for so long reads all webhooks anew. */
    private static final Duration CHANGES_KEPT = Duration.ofDays(1);

    /** Longer than any delivery to the webhook may wait. Source: ADR 1. */
    private static final Duration TOMBSTONE_KEPT = Duration.ofDays(40);

    private final String table;
    private final WebhookKey key;
    private final List<TransactWriteItem> parts = new ArrayList<>();

    WebhookChange(String table, WebhookKey key) {
        this.table = table;
        this.key = key;
    }

    List<TransactWriteItem> parts() {
        return List.copyOf(parts);
    }

    /** The part is refused if there is an item already. */
    WebhookChange putNew(Map<String, AttributeValue> item) {
        Expression expression = new Expression();
        return put(item, expression.absent(), expression);
    }

    /** The part is refused if the webhook is not at {@code version}: closes the race between two changes of it. */
    WebhookChange replace(Webhook after, long version) {
        Expression expression = new Expression();
        return put(WebhookItems.item(after), atVersion(expression, version), expression);
    }

    /** The part is refused if the webhook is not at {@code version}: its uid and whether it is active are known then. */
    WebhookChange remove(long version) {
        Expression expression = new Expression();
        String condition = atVersion(expression, version);
        Delete delete = Delete.builder()
                .tableName(table)
                .key(Keys.webhook(key).attributes())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        parts.add(TransactWriteItem.builder().delete(delete).build());
        return this;
    }

    /**
     * Writes the configuration's part of the state and nothing else, so no revision is needed and workers that swap the
     * state meanwhile only lose one round.
     */
    WebhookChange configureState(Webhook after) {
        Expression expression = StateItems.configure(
                new Expression(),
                after.life(),
                after.version(),
                after.settings().capacity());
        return update(Keys.state(key), expression, expression.present());
    }

    /** The part is refused if the state moved: what is written was computed from it. */
    WebhookChange replaceState(WebhookState before, WebhookState after) {
        Expression expression = StateItems.update(new Expression(), after.atRevision(before.revision() + 1));
        return update(Keys.state(key), expression, atRevision(expression, before));
    }

    /** As {@link #replaceState}, with a TTL: nothing comes after a tombstone. */
    WebhookChange buryState(WebhookState before, WebhookState after, Instant now) {
        Expression expression = StateItems.update(new Expression(), after.atRevision(before.revision() + 1))
                .set(Keys.TTL, AttributeValue.fromN(Long.toString(Times.ttl(now, TOMBSTONE_KEPT))));
        return update(Keys.state(key), expression, atRevision(expression, before));
    }

    /**
     * Moves the tenant's version and logs the change under it. Refused if the version moved: closes the race between
     * changes of two webhooks, so that each version has its one change, the totals are right, and no creation slips
     * through the window.
     *
     * @param changedTo the webhook's version now; 0 = removed
     */
    WebhookChange tenant(TenantItem before, TenantItem after, long changedTo, Instant now) {
        Expression expression = new Expression();
        String condition = after.update(expression, before);
        update(Keys.tenant(key.tenant()), expression, condition);
        Put change = Put.builder()
                .tableName(table)
                .item(Attributes.at(Keys.change(key.tenant(), after.version()))
                        .text(ID, key.webhook().random())
                        .number(CHANGED_TO, changedTo)
                        .number(Keys.TTL, Times.ttl(now, CHANGES_KEPT))
                        .build())
                .build();
        parts.add(TransactWriteItem.builder().put(change).build());
        return this;
    }

    /** The part is refused if the uid is taken; nothing is added for null. */
    WebhookChange takeUid(@Nullable String uid) {
        return uid == null
                ? this
                : putNew(Attributes.at(Keys.uid(key.tenant(), uid))
                        .text(ID, key.webhook().random())
                        .build());
    }

    /** Gives a uid back; nothing is added for null. */
    WebhookChange giveUid(@Nullable String uid) {
        return uid == null ? this : delete(Keys.uid(key.tenant(), uid));
    }

    /**
     * Keeps the webhook's public keys where anybody may ask for them cheaply; nothing is added if they stay. No condition:
     * the webhook's own part decides.
     */
    WebhookChange publicKeys(List<PublicKey> before, List<PublicKey> after) {
        if (before.equals(after)) {
            return this;
        }
        if (after.isEmpty()) {
            return delete(Keys.publicKeys(key));
        }
        Put put = Put.builder()
                .tableName(table)
                .item(PublicKeyItems.item(key, after))
                .build();
        parts.add(TransactWriteItem.builder().put(put).build());
        return this;
    }

    /** Removes an item whatever it is. */
    WebhookChange delete(Key item) {
        Delete delete = Delete.builder().tableName(table).key(item.attributes()).build();
        parts.add(TransactWriteItem.builder().delete(delete).build());
        return this;
    }

    /** Reads the owner out of the item of a uid. */
    static WebhookId ownerOf(Item item) {
        return new WebhookId(item.text(ID));
    }

    /** Returns the key of the webhook that a change is about. */
    static WebhookKey changed(TenantId tenant, Item change) {
        return new WebhookKey(tenant, ownerOf(change));
    }

    private WebhookChange put(Map<String, AttributeValue> item, String condition, Expression expression) {
        Put.Builder put = Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!expression.values().isEmpty()) {
            put.expressionAttributeValues(expression.values());
        }
        parts.add(TransactWriteItem.builder().put(put.build()).build());
        return this;
    }

    private WebhookChange update(Key item, Expression expression, String condition) {
        Update update = Update.builder()
                .tableName(table)
                .key(item.attributes())
                .updateExpression(expression.update())
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        parts.add(TransactWriteItem.builder().update(update).build());
        return this;
    }

    private static String atVersion(Expression expression, long version) {
        return expression.equal(WebhookItems.VERSION, AttributeValue.fromN(Long.toString(version)));
    }

    private static String atRevision(Expression expression, WebhookState state) {
        return expression.equal(StateItems.REVISION, AttributeValue.fromN(Long.toString(state.revision())));
    }
}
