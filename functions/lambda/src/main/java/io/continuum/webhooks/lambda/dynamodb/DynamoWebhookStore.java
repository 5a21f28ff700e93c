package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/**
 * Keeps configurations in the table of webhooks. A transaction whose view was overtaken is made again with what its
 * refusal says is there now, so a lost race costs no read. Thread-safe.
 */
public final class DynamoWebhookStore implements WebhookStore {
    /** Tries of one change: of fifty writers at once, the last one loses forty-nine times. */
    private static final int TRIES = 100;

    /** Webhooks that a filtered list reads at a time once its first page was not enough. */
    private static final int FILTERED_PIECE = 250;

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;
    private final TenantWebhooks known;
    private final Announcements announcements;

    /** Uses {@code clock} for the window of creations, for what is released now, and for TTLs. */
    public DynamoWebhookStore(DynamoDbClient client, Tables tables, InstantSource clock) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
        this.known = new TenantWebhooks(dynamo, tables.webhooks());
        this.announcements = new Announcements(dynamo, tables);
    }

    @Override
    public void announce(WebhookKey key, Instant deadline) {
        announcements.put(key, deadline);
    }

    @Override
    public boolean takeOver(WebhookKey key, Instant now, Instant deadline) {
        return announcements.takeOver(key, now, deadline);
    }

    @Override
    public void retract(WebhookKey key, Instant deadline) {
        announcements.remove(key, deadline);
    }

    @Override
    public void retract(WebhookKey key) {
        dynamo.delete(tables.webhooks(), Keys.halfMade(key));
    }

    @Override
    public Creation create(Webhook webhook, int creationsPerHour) {
        TenantItem tenant = tenant(webhook.key().tenant());
        for (int tries = 0; tries < TRIES; tries++) {
            Instant now = clock.instant();
            List<Instant> recent = tenant.recent(now);
            if (recent.size() >= creationsPerHour) {
                return new Creation.TooMany(untilFree(recent, creationsPerHour, now));
            }
            switch (dynamo.transact(creation(webhook, tenant, now))) {
                case Dynamo.Transacted.Done _ -> {
                    return new Creation.Created();
                }
                case Dynamo.Transacted.Refused refused
                when refused.failed(WebhookChange.WEBHOOK) -> {
                    // Ids are random: it is there because a call like this one, whose answer was lost, made it.
                    return new Creation.Created();
                }
                case Dynamo.Transacted.Refused refused
                when refused.failed(WebhookChange.TENANT) ->
                    tenant = TenantItem.read(refused.existing(WebhookChange.TENANT));
                case Dynamo.Transacted.Refused _ -> {
                    return new Creation.UidTaken();
                }
            }
        }
        throw overtaken("create");
    }

    private List<TransactWriteItem> creation(Webhook webhook, TenantItem tenant, Instant now) {
        WebhookState fresh = WebhookState.fresh(
                        webhook.key(), webhook.settings().capacity(), now)
                .configured(
                        webhook.life(), webhook.version(), webhook.settings().capacity());
        return new WebhookChange(tables.webhooks(), webhook.key())
                .putNew(WebhookItems.item(webhook))
                .putNew(StateItems.item(fresh))
                .tenant(tenant, tenant.created(webhook.active(), now), webhook.version(), now)
                // In the same transaction, so that a real webhook never looks half made.
                .delete(Keys.halfMade(webhook.key()))
                .takeUid(webhook.uid())
                .publicKeys(List.of(), webhook.publishedKeys())
                .parts();
    }

    private static Duration untilFree(List<Instant> recent, int limit, Instant now) {
        // Nothing is ever free with a limit of 0: the whole window is as good an answer as any.
        Instant oldest = limit > 0 ? recent.get(recent.size() - limit) : now;
        return Duration.between(now, oldest.plus(TenantItem.WINDOW));
    }

    @Override
    public Optional<Webhook> find(WebhookKey key) {
        // Consistent: an admission names the version that must be found.
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.webhook(key)))
                .map(WebhookItems::read);
    }

    @Override
    public Optional<WebhookId> findByUid(TenantId tenant, String uid) {
        // Consistent: whoever was told that the uid is taken asks next whose it is.
        return Optional.ofNullable(dynamo.get(tables.webhooks(), Keys.uid(tenant, uid)))
                .map(WebhookChange::ownerOf);
    }

    @Override
    public Page list(TenantId tenant, Query wanted) {
        int most = wanted.offset() + wanted.limit() + 1;
        List<Item> found = new ArrayList<>();
        Dynamo.Page page = dynamo.query(listing(tenant, wanted, most, Map.of()));
        found.addAll(page.items());
        while (!page.next().isEmpty() && found.size() < most) {
            // More than 1 MB, or a filter that fits little: then it is read in larger pieces.
            page = dynamo.query(listing(tenant, wanted, Math.max(most, FILTERED_PIECE), page.next()));
            found.addAll(page.items());
        }
        List<Webhook> webhooks = found.stream()
                .skip(wanted.offset())
                .limit(wanted.limit())
                .map(WebhookItems::read)
                .toList();
        return new Page(webhooks, found.size() >= most, tenant(tenant).total(wanted.active()));
    }

    private QueryRequest listing(TenantId tenant, Query wanted, int most, Map<String, AttributeValue> start) {
        Expression expression = new Expression();
        String condition = expression.equal(Keys.PK, AttributeValue.fromS(Keys.webhooks(tenant)));
        WebhookId after = wanted.after();
        if (after != null) {
            condition += " AND " + expression.name(Keys.SK) + " > " + expression.value(after.random());
        }
        // Consistent: whoever has just made one expects to see it. Webhook ids sort by the time of their making.
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(tables.webhooks())
                .consistentRead(true)
                .keyConditionExpression(condition)
                .limit(most);
        if (wanted.active() != null) {
            query.filterExpression(expression.equal(WebhookItems.ACTIVE, AttributeValue.fromBool(wanted.active())));
        }
        if (!start.isEmpty()) {
            query.exclusiveStartKey(start);
        }
        return query.expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .build();
    }

    @Override
    public Change update(Webhook before, Webhook after, boolean release) {
        WebhookKey key = before.key();
        TenantItem tenant = tenant(key.tenant());
        WebhookState state = release ? state(key) : null;
        if (release && state == null) {
            return Change.GONE;
        }
        for (int tries = 0; tries < TRIES; tries++) {
            Instant now = clock.instant();
            WebhookChange change = new WebhookChange(tables.webhooks(), key).replace(after, before.version());
            if (state == null) {
                change.configureState(after);
            } else {
                change.replaceState(state, configured(state, after).released(now));
            }
            change.tenant(tenant, tenant.changed(before.active(), after.active()), after.version(), now);
            change.publicKeys(before.publishedKeys(), after.publishedKeys());
            if (!Objects.equals(before.uid(), after.uid())) {
                change.takeUid(after.uid()).giveUid(before.uid());
            }
            if (!(dynamo.transact(change.parts()) instanceof Dynamo.Transacted.Refused refused)) {
                return Change.DONE;
            }
            if (refused.failed(WebhookChange.WEBHOOK)) {
                return refused.existing(WebhookChange.WEBHOOK) == null ? Change.GONE : Change.LOST;
            }
            if (!refused.failed(WebhookChange.STATE) && !refused.failed(WebhookChange.TENANT)) {
                return Change.UID_TAKEN;
            }
            tenant = refused.failed(WebhookChange.TENANT)
                    ? TenantItem.read(refused.existing(WebhookChange.TENANT))
                    : tenant;
            state = state != null && refused.failed(WebhookChange.STATE)
                    ? StateItems.readOrNull(refused.existing(WebhookChange.STATE))
                    : state;
        }
        throw overtaken("update");
    }

    @Override
    public boolean delete(Webhook webhook) {
        WebhookKey key = webhook.key();
        TenantItem tenant = tenant(key.tenant());
        WebhookState state = state(key);
        for (int tries = 0; tries < TRIES && state != null; tries++) {
            Instant now = clock.instant();
            WebhookChange change = new WebhookChange(tables.webhooks(), key)
                    .remove(webhook.version())
                    .buryState(state, state.buried(now), now)
                    .tenant(tenant, tenant.removed(webhook.active()), 0, now)
                    .giveUid(webhook.uid())
                    .publicKeys(webhook.publishedKeys(), List.of());
            if (!(dynamo.transact(change.parts()) instanceof Dynamo.Transacted.Refused refused)) {
                return true;
            }
            if (refused.failed(WebhookChange.WEBHOOK)) {
                return false;
            }
            tenant = refused.failed(WebhookChange.TENANT)
                    ? TenantItem.read(refused.existing(WebhookChange.TENANT))
                    : tenant;
            state = refused.failed(WebhookChange.STATE)
                    ? StateItems.readOrNull(refused.existing(WebhookChange.STATE))
                    : state;
        }
        if (state == null) {
            return false;
        }
        throw overtaken("delete");
    }

    @Override
    public List<Webhook> all(TenantId tenant) {
        return known.all(tenant);
    }

    @Override
    public List<PublicKey> publicKeys(TenantId tenant) {
        Expression expression = new Expression();
        // Not consistent: anybody may ask, and whoever verifies a first delivery does so later than a replica is late.
        QueryRequest query = QueryRequest.builder()
                .tableName(tables.webhooks())
                .keyConditionExpression(expression.equal(Keys.PK, AttributeValue.fromS(Keys.publicKeys(tenant))))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .scanIndexForward(false)
                .limit(MOST_PUBLIC)
                .build();
        return dynamo.query(query).items().stream()
                .flatMap(item -> PublicKeyItems.ofItem(item).stream())
                .toList();
    }

    /** Consistent: its version decides what is fanned out, its window who may create. */
    private TenantItem tenant(TenantId tenant) {
        return TenantItem.read(dynamo.get(tables.webhooks(), Keys.tenant(tenant)));
    }

    /** Consistent: what is written is computed from it. Null for a webhook that never was, or is long gone. */
    private @Nullable WebhookState state(WebhookKey key) {
        return StateItems.readOrNull(dynamo.get(tables.webhooks(), Keys.state(key)));
    }

    private static WebhookState configured(WebhookState state, Webhook after) {
        return state.configured(after.life(), after.version(), after.settings().capacity());
    }

    private static Unavailable overtaken(String operation) {
        return new Unavailable("dynamodb " + operation + ": overtaken by other changes of the tenant");
    }
}
