package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event as filters see it. Its data is read when the first filter asks, and then once, however many webhooks there
 * are. Not thread-safe.
 */
public final class EventView {
    /** As the {@code continuum} and {@code lanonasis} formats write it, so that text order is time order. */
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Event event;
    private @Nullable JsonNode data;
    private @Nullable ObjectNode fields;

    private EventView(Event event) {
        this.event = event;
    }

    /** Returns a view of {@code event} that has read nothing yet. */
    public static EventView of(Event event) {
        return new EventView(event);
    }

    /** Returns the event's data. */
    JsonNode data() {
        if (data == null) {
            data = event.data().node();
        }
        return data;
    }

    /** Returns the event's own user as a JSON string; missing if it has none. */
    JsonNode user() {
        return event.userId()
                .<JsonNode>map(JsonNodeFactory.instance::textNode)
                .orElseGet(JsonNodeFactory.instance::missingNode);
    }

    /**
     * Returns what patterns are matched against: {@code event}, {@code data}, {@code priority}, {@code tenant_id},
     * {@code timestamp} and, if it has one, {@code user_id}. {@code event} is a list: a happening that
     * has two names is met by both.
     */
    ObjectNode fields() {
        if (fields == null) {
            fields = written();
        }
        return fields;
    }

    private ObjectNode written() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode names = json.putArray("event");
        Catalog.sameHappening(event.type()).forEach(type -> names.add(type.name()));
        json.set("data", data());
        event.userId().ifPresent(user -> json.put("user_id", user));
        json.put("priority", event.priority().code());
        json.put("tenant_id", event.tenant().value());
        json.put("timestamp", SECONDS.format(event.timestamp()));
        return json;
    }
}
