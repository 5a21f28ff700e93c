package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.Duration;
import java.util.Optional;

/** An event as an item. Its data stays the canonical text that was signed for. */
final class EventItems {
    private static final String TENANT = "tenant";
    private static final String ID = "id";
    private static final String TYPE = "type";
    static final String DATA = "data";
    private static final String TIMESTAMP = "timestamp";
    private static final String TIMESTAMP_GIVEN = "given";
    private static final String ACCEPTED = "accepted";
    private static final String PRIORITY = "priority";
    private static final String USER = "user";
    private static final String LIVEMODE = "livemode";
    private static final String REQUEST = "request";
    static final String HASH = "hash";
    private static final CanonicalJson NOTHING = CanonicalJson.object().build();

    private EventItems() {}

    /** Returns the item without matches; it is kept for {@code retention} from its acceptance on. */
    static Attributes item(Event event, Duration retention) {
        Attributes item = Attributes.at(Keys.event(event.tenant(), event.id()))
                .text(TENANT, event.tenant().value())
                .text(ID, event.id().value())
                .text(TYPE, event.type().name())
                .text(DATA, event.data().text())
                .time(TIMESTAMP, event.timestamp())
                .flag(TIMESTAMP_GIVEN, event.timestampGiven())
                .time(ACCEPTED, event.acceptedAt())
                .text(PRIORITY, event.priority().code())
                .text(USER, event.userId().orElse(null))
                .flag(LIVEMODE, event.livemode())
                .text(REQUEST, event.requestId().orElse(null))
                .text(HASH, event.contentHash())
                .number(Keys.TTL, Times.ttl(event.acceptedAt(), retention));
        event.subject()
                .ifPresent(user -> item.text(Keys.SUBJECT, Keys.subject(event.tenant(), user))
                        .text(Keys.SUBJECT_EVENT, Times.sortable(event.acceptedAt()) + "#" + event.id()));
        return item;
    }

    /** Returns whether the payload was taken out. */
    static boolean isErased(Item item) {
        return !item.has(DATA);
    }

    static Event read(Item item) {
        return new Event(
                new TenantId(item.text(TENANT)),
                new EventId(item.text(ID)),
                new EventType(item.text(TYPE)),
                isErased(item) ? NOTHING : CanonicalJson.ofCanonicalText(item.text(DATA)),
                item.time(TIMESTAMP),
                item.time(ACCEPTED),
                Priority.of(item.text(PRIORITY)).orElseThrow(),
                Optional.ofNullable(item.textOrNull(USER)),
                item.flag(LIVEMODE),
                Optional.ofNullable(item.textOrNull(REQUEST)),
                item.flag(TIMESTAMP_GIVEN));
    }
}
