package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a publisher says, naming everything that is wrong with it at once. */
public final class EventFields {
    /** Largest event, as received and as RFC 8785, in bytes. Source: spec §3. */
    public static final int MAX_BYTES = 256 * 1024;

    /** Longest user id and request id, in characters. An index key has 1,024 bytes for it and the tenant. */
    public static final int MAX_NAME = 200;

    private static final Set<String> KNOWN =
            Set.of("event", "type", "data", "timestamp", "id", "user_id", "priority", "livemode", "request_id");

    private final JsonNode body;
    private final List<FieldError> errors = new ArrayList<>();
    private boolean unknownType;

    private EventFields(JsonNode body) {
        this.body = body;
    }

    /** Reads {@code body}; a field that is not known is an error. */
    public static Result<EventDraft> strict(JsonNode body) {
        EventFields fields = new EventFields(body);
        body.fieldNames().forEachRemaining(name -> {
            if (!KNOWN.contains(name)) {
                fields.error("/" + name.replace("~", "~0").replace("/", "~1"), "There is no such field.");
            }
        });
        return fields.read();
    }

    /** Reads {@code body}; fields that are not known are left to others. */
    public static Result<EventDraft> lenient(JsonNode body) {
        return new EventFields(body).read();
    }

    private Result<EventDraft> read() {
        if (!body.isObject()) {
            return Result.refused(Refusal.fields(List.of(new FieldError("", "An event is a JSON object."))));
        }
        Optional<EventType> type = type();
        Optional<CanonicalJson> data = data();
        Optional<Instant> timestamp = timestamp();
        Optional<EventId> id = id();
        Optional<String> userId = name("user_id");
        Optional<Priority> priority = priority();
        boolean livemode = livemode();
        Optional<String> requestId = name("request_id");
        if (!errors.isEmpty() || type.isEmpty() || data.isEmpty()) {
            return Result.refused(refusal());
        }
        if (data.get().size() > MAX_BYTES) {
            return Result.refused(Refusal.of(ErrorCode.BODY_TOO_LARGE, "An event has at most 256 KiB."));
        }
        return Result.ok(new EventDraft(type.get(), data.get(), timestamp, id, userId, priority, livemode, requestId));
    }

    private Refusal refusal() {
        return unknownType && errors.size() == 1
                ? new Refusal(
                        ErrorCode.UNKNOWN_EVENT_TYPE,
                        "Use a name of the catalogue, or one that begins with custom.",
                        errors,
                        null)
                : Refusal.fields(errors);
    }

    private Optional<EventType> type() {
        String field = body.has("event") ? "event" : "type";
        JsonNode given = body.path(field);
        if (body.has("event") && body.has("type") && !given.equals(body.path("type"))) {
            error("/type", "`event` and `type` are two names of one field and must not differ.");
            return Optional.empty();
        }
        if (!given.isTextual()) {
            error("/event", "The event's name is needed, as a string.");
            return Optional.empty();
        }
        Optional<EventType> type = EventType.parse(given.textValue()).filter(Catalog::publishable);
        if (type.isEmpty()) {
            unknownType = true;
            error("/" + field, "There is no such event type that may be published.");
        }
        return type;
    }

    private Optional<CanonicalJson> data() {
        JsonNode data = body.path("data");
        if (!data.isObject()) {
            error("/data", "The event's data is needed, as a JSON object.");
            return Optional.empty();
        }
        return Optional.of(CanonicalJson.of(data));
    }

    private Optional<Instant> timestamp() {
        JsonNode given = body.path("timestamp");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        Optional<Instant> read = given.isTextual() ? instant(given.textValue()) : Optional.empty();
        if (read.isEmpty()) {
            error("/timestamp", "A timestamp is like 2025-12-06T12:00:00Z.");
        }
        return read;
    }

    /** RFC 3339; without an offset it is UTC, as markdown-brain-bot writes it. */
    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant()).filter(EventFields::fourDigitYear);
        } catch (DateTimeException _) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC))
                        .filter(EventFields::fourDigitYear);
            } catch (DateTimeException _) {
                return Optional.empty();
            }
        }
    }

    private static boolean fourDigitYear(Instant instant) {
        int year = instant.atOffset(ZoneOffset.UTC).getYear();
        return year >= 0 && year <= 9999;
    }

    private Optional<EventId> id() {
        JsonNode given = body.path("id");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        Optional<EventId> id = given.isTextual() ? EventId.parse(given.textValue()) : Optional.empty();
        if (id.isEmpty()) {
            error("/id", "An id has 1 to 64 letters, digits, _ and -.");
        }
        return id;
    }

    private Optional<Priority> priority() {
        JsonNode given = body.path("priority");
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        Optional<Priority> priority = given.isTextual() ? Priority.of(given.textValue()) : Optional.empty();
        if (priority.isEmpty()) {
            error("/priority", "A priority is high, normal or low.");
        }
        return priority;
    }

    private boolean livemode() {
        JsonNode given = body.path("livemode");
        if (!given.isMissingNode() && !given.isNull() && !given.isBoolean()) {
            error("/livemode", "livemode is true or false.");
        }
        return given.asBoolean(true);
    }

    private Optional<String> name(String field) {
        JsonNode given = body.path(field);
        if (given.isMissingNode() || given.isNull()) {
            return Optional.empty();
        }
        if (!given.isTextual()
                || given.textValue().isEmpty()
                || given.textValue().length() > MAX_NAME) {
            error("/" + field, "A string of 1 to " + MAX_NAME + " characters.");
            return Optional.empty();
        }
        return Optional.of(given.textValue());
    }

    private void error(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }
}
