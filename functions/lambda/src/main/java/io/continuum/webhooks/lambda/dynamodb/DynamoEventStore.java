package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.EventTrace;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Keeps events and their matches in the table of deliveries. Thread-safe. */
public final class DynamoEventStore implements EventStore {
    private static final String EVENT_ID = "event";

    /** Of the 400 KB of an item, what attributes of later versions may take. */
    private static final int RESERVE = 8 * 1024;

    private final Dynamo dynamo;
    private final Tables tables;
    private final InstantSource clock;
    private final Duration retention;

    /** Keeps events for {@code retention} from their acceptance on; {@code clock} tells which are over. */
    public DynamoEventStore(DynamoDbClient client, Tables tables, InstantSource clock, Duration retention) {
        this.dynamo = new Dynamo(client);
        this.tables = tables;
        this.clock = clock;
        this.retention = retention;
    }

    @Override
    public Acceptance accept(Event event) {
        return stored(event, EventItems.item(event, retention).build());
    }

    @Override
    public Acceptance acceptMatched(Event event, List<WebhookId> matches) {
        Attributes item = EventItems.item(event, retention);
        MatchPages pages = MatchPages.of(matches, false);
        if (ItemSize.of(item.build()) + pages.headSize() > ItemSize.MOST - RESERVE) {
            pages = MatchPages.of(matches, true);
        }
        putFollowing(event, pages);
        return stored(event, pages.head(item).build());
    }

    private Acceptance stored(Event event, Map<String, AttributeValue> item) {
        putPointer(event);
        // Closes the race between copies: one of them stores the event, the others learn what is stored.
        return switch (putIfAbsent(item)) {
            case Dynamo.Written.Done _ -> new Acceptance.New();
            case Dynamo.Written.Refused(Item existing) -> new Acceptance.Known(known(event, existing));
        };
    }

    /**
     * Leads from the event's deliveries back to it. Before the event, so that no event is ever without; without a
     * condition, as the trace names the id and the time. One that no event follows, or only an earlier one of the same
     * id, leads to nothing.
     */
    private void putPointer(Event event) {
        EventTrace trace = EventTrace.of(event.id(), event.acceptedAt());
        if (trace.isSaidBy(event.id())) {
            return;
        }
        dynamo.put(PutItemRequest.builder()
                .tableName(tables.deliveries())
                .item(Attributes.at(Keys.pointer(event.tenant(), trace))
                        .text(EVENT_ID, event.id().value())
                        .number(Keys.TTL, Times.ttl(event.acceptedAt(), retention))
                        .build())
                .build());
    }

    /** Reads what the refusal brought along; its matches need a read only if they are not in the event's own item. */
    private Stored known(Event event, @Nullable Item existing) {
        if (existing != null && MatchPages.isHead(existing)) {
            List<WebhookId> inline = MatchPages.read(existing, List.of());
            if (inline != null) {
                return new Stored(EventItems.read(existing), inline, EventItems.isErased(existing));
            }
        }
        return find(event.tenant(), event.id())
                .orElseThrow(() -> new Unavailable("dynamodb: an event expired while it was accepted"));
    }

    @Override
    public List<WebhookId> note(Event event, List<WebhookId> matches) {
        MatchPages pages = MatchPages.of(matches, false);
        putFollowing(event, pages);
        Attributes head = Attributes.at(Keys.matches(event.tenant(), event.id()))
                .number(Keys.TTL, Times.ttl(event.acceptedAt(), retention));
        // Closes the race between two fan-outs of one event: both go by the list of the one that came first.
        return switch (putIfAbsent(pages.head(head).build())) {
            case Dynamo.Written.Done _ -> List.copyOf(matches);
            case Dynamo.Written.Refused(Item existing) -> noted(event, existing);
        };
    }

    private List<WebhookId> noted(Event event, @Nullable Item existing) {
        List<WebhookId> earlier = existing == null ? null : MatchPages.read(existing, List.of());
        if (earlier == null) {
            List<Item> items = items(event.tenant(), event.id());
            earlier = items.stream()
                    .filter(item -> item.text(Keys.SK).equals(Keys.MATCHES_HEAD))
                    .findFirst()
                    .map(head -> MatchPages.read(head, items))
                    .orElse(null);
        }
        if (earlier == null) {
            throw new Unavailable("dynamodb: an event expired while its matches were noted");
        }
        return List.copyOf(earlier);
    }

    @Override
    public Optional<Stored> find(TenantId tenant, EventId id) {
        List<Item> items = items(tenant, id);
        return items.stream()
                .filter(item -> item.text(Keys.SK).equals(Keys.EVENT))
                .findFirst()
                .map(event -> new Stored(EventItems.read(event), matches(event, items), EventItems.isErased(event)));
    }

    @Override
    public Optional<Stored> find(TenantId tenant, EventTrace trace) {
        Optional<Stored> said = find(tenant, trace.candidate()).filter(stored -> has(stored, trace));
        return said.isPresent() ? said : pointedTo(tenant, trace);
    }

    private Optional<Stored> pointedTo(TenantId tenant, EventTrace trace) {
        return Optional.ofNullable(dynamo.get(tables.deliveries(), Keys.pointer(tenant, trace)))
                .flatMap(pointer -> find(tenant, new EventId(pointer.text(EVENT_ID))))
                .filter(stored -> has(stored, trace));
    }

    private static boolean has(Stored stored, EventTrace trace) {
        Event event = stored.event();
        return EventTrace.of(event.id(), event.acceptedAt()).equals(trace);
    }

    private static @Nullable List<WebhookId> matches(Item event, List<Item> items) {
        if (MatchPages.isHead(event)) {
            return MatchPages.read(event, items);
        }
        return items.stream()
                .filter(item -> item.text(Keys.SK).equals(Keys.MATCHES_HEAD))
                .findFirst()
                .map(head -> MatchPages.read(head, items))
                .orElse(null);
    }

    /**
     * Returns the event's items that are not over. Consistent: an event that was fanned out must not look as if it were
     * not. Heads sort before the pages that were written before them, so a head that is read brings its pages.
     */
    private List<Item> items(TenantId tenant, EventId id) {
        Expression expression = new Expression();
        String pk = Keys.event(tenant, id).pk();
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(tables.deliveries())
                .consistentRead(true)
                .keyConditionExpression(expression.equal(Keys.PK, AttributeValue.fromS(pk)))
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values());
        return dynamo.queryAll(query).stream()
                .filter(item -> !item.expired(clock.instant()))
                .toList();
    }

    /** Without a condition: a page's key names its content, so whoever writes it writes the same. */
    private void putFollowing(Event event, MatchPages pages) {
        String pk = Keys.event(event.tenant(), event.id()).pk();
        for (int page = 1; page < pages.pages().size(); page++) {
            Attributes item = Attributes.at(new Key(pk, Keys.matchesPage(page, pages.set())))
                    .number(Keys.TTL, Times.ttl(event.acceptedAt(), retention));
            dynamo.put(PutItemRequest.builder()
                    .tableName(tables.deliveries())
                    .item(pages.page(page, item).build())
                    .build());
        }
    }

    private Dynamo.Written putIfAbsent(Map<String, AttributeValue> item) {
        Expression expression = new Expression();
        String condition = expression.absentAt(clock.instant().getEpochSecond());
        return dynamo.put(PutItemRequest.builder()
                .tableName(tables.deliveries())
                .item(item)
                .conditionExpression(condition)
                .expressionAttributeNames(expression.names())
                .expressionAttributeValues(expression.values())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build());
    }
}
