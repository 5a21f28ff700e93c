package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** An event as our own messages carry it. Times are ISO 8601 in UTC. */
public final class EventJson {
    private static final CanonicalJson NO_DATA = CanonicalJson.object().build();

    private EventJson() {}

    /**
     * Returns the event as a JSON object.
     *
     * @param withData false leaves the data out, for messages that only point to the event
     */
    public static CanonicalJson write(Event event, boolean withData) {
        CanonicalJson.Builder json = CanonicalJson.object()
                .put("id", event.id().value())
                .put("event", event.type().name())
                .put("timestamp", event.timestamp().toString())
                .put("timestamp_given", event.timestampGiven())
                .put("accepted_at", event.acceptedAt().toString())
                .put("priority", event.priority().code())
                .put("livemode", event.livemode());
        event.userId().ifPresent(user -> json.put("user_id", user));
        event.requestId().ifPresent(request -> json.put("request_id", request));
        if (withData) {
            json.put("data", event.data());
        } else if (event.userId().isEmpty()) {
            // Whose event it is stays known without the data, so that an erasure finds the message.
            event.subject().ifPresent(subject -> json.put("subject", subject));
        }
        return json.build();
    }

    /**
     * Reads what {@link #write} wrote; missing data is an object with nothing but whose event it is, if that stood
     * there.
     *
     * @throws IllegalArgumentException if it is not of that form
     */
    public static Event read(JsonNode json, TenantId tenant) {
        JsonNode data = json.path("data");
        try {
            return new Event(
                    tenant,
                    new EventId(json.path("id").asText()),
                    new EventType(json.path("event").asText()),
                    data.isObject() ? CanonicalJson.of(data) : withoutData(json),
                    Instant.parse(json.path("timestamp").asText()),
                    Instant.parse(json.path("accepted_at").asText()),
                    Priority.of(json.path("priority").asText()).orElse(Priority.NORMAL),
                    text(json, "user_id"),
                    json.path("livemode").asBoolean(true),
                    text(json, "request_id"),
                    json.path("timestamp_given").asBoolean(false));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not an event: a time is unreadable", e);
        }
    }

    private static CanonicalJson withoutData(JsonNode json) {
        return text(json, "subject")
                .map(subject -> CanonicalJson.object().put("user_id", subject).build())
                .orElse(NO_DATA);
    }

    private static Optional<String> text(JsonNode json, String name) {
        JsonNode value = json.path(name);
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
