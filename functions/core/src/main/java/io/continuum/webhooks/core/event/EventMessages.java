package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The body of the events queue, which is a public interface: {@code {"v": 1, "tenant_id"?, "id"?, "event", "data", …}}.
 * Our own messages carry in {@code accepted} what the store knows already.
 */
public final class EventMessages {
    /** The version written; this one and the one before are read. */
    public static final int VERSION = 1;

    /** Whose event it is when the message does not say. */
    public static final TenantId DEFAULT_TENANT = new TenantId("default");

    private EventMessages() {}

    /** Returns the message's body. */
    public static String write(EventMessage message) {
        CanonicalJson.Builder json = CanonicalJson.object()
                .put("v", VERSION)
                .put("tenant_id", message.event().tenant().value())
                .put("accepted", EventJson.write(message.event(), false))
                .put("data", message.event().data())
                .put("stored", message.stored())
                .put("possible_copy", message.possibleCopy());
        if (message.from() > 0) {
            json.put("from", message.from());
        }
        return json.build().text();
    }

    /**
     * Reads a message.
     *
     * @param messageId the queue's; with {@code sentAt} it makes the id of an event that has none, so that a redelivery
     *     has the same
     * @param sentAt when the queue got the message
     * @return the message, or why nobody will ever be able to read it
     */
    public static Result<EventMessage> read(String body, String messageId, Instant sentAt) {
        return read(body, new Sent(messageId, sentAt), (_, _, draft) -> Result.ok(draft));
    }

    /**
     * What the queue says about a message.
     *
     * @param messageId the queue's name for it
     * @param at when the queue got it
     */
    public record Sent(String messageId, Instant at) {}

    /** Judges an event that came past the API, before it becomes a message of ours. */
    @FunctionalInterface
    public interface Entrance {
        /** Returns the event as it is let in, or why it is not. */
        Result<EventDraft> judge(TenantId tenant, EventId id, EventDraft draft);
    }

    /** Reads a message as {@link #read(String, String, Instant)} does; what others sent must pass {@code entrance}. */
    public static Result<EventMessage> read(String body, Sent sent, Entrance entrance) {
        Optional<JsonNode> own = own(body);
        if (own.isPresent()) {
            return read(own.get(), sent, entrance);
        }
        return switch (StrictJson.parse(body.getBytes(StandardCharsets.UTF_8))) {
            case Parsed.Bad bad -> poison("not JSON: " + bad.code());
            case Parsed.Ok(JsonNode json) ->
                Envelopes.opened(json)
                        .map(event -> read(event, sent, entrance))
                        .orElseGet(() -> poison("SNS's Message is not JSON"));
        };
    }

    /**
     * Ours is read without a stranger's limits: an event that just keeps them is deeper and has more keys in a message. But
     * not without any, as whoever may send can write what looks like ours: what is too deep for a stack would end the
     * worker, and every other message of its batch with it.
     */
    private static Optional<JsonNode> own(String body) {
        return StrictJson.parseMany(body.getBytes(StandardCharsets.UTF_8)) instanceof Parsed.Ok(JsonNode json)
                ? Optional.of(json).filter(node -> node.path("accepted").isObject())
                : Optional.empty();
    }

    private static Result<EventMessage> read(JsonNode json, Sent sent, Entrance entrance) {
        if (json.path("v").asInt(VERSION) != VERSION) {
            return poison("unknown schema version");
        }
        JsonNode owner = json.path("tenant_id");
        // Null is no tenant, as everywhere in a message; as text it would be the tenant called "null".
        Optional<TenantId> tenant = owner.isMissingNode() || owner.isNull()
                ? Optional.of(DEFAULT_TENANT)
                : Optional.ofNullable(owner.textValue()).flatMap(TenantId::parse);
        if (tenant.isEmpty()) {
            return poison("tenant_id is not of its form");
        }
        if (json.path("accepted").isObject()) {
            return ours(json, tenant.get());
        }
        return switch (EventFields.lenient(json)) {
            case Result.Refused<EventDraft>(Refusal refusal) -> Result.refused(refusal);
            case Result.Ok<EventDraft>(EventDraft draft) -> {
                Instant at = sent.at().truncatedTo(ChronoUnit.MILLIS);
                EventId id = draft.id().orElseGet(() -> EventId.derived(at, sent.messageId()));
                yield entrance.judge(tenant.get(), id, draft)
                        .map(judged -> new EventMessage(judged.accepted(tenant.get(), id, at), false, false));
            }
        };
    }

    private static Result<EventMessage> ours(JsonNode json, TenantId tenant) {
        try {
            Event meta = EventJson.read(json.path("accepted"), tenant);
            Event event = meta.with(CanonicalJson.of(json.path("data")));
            return Result.ok(new EventMessage(
                    event,
                    json.path("stored").asBoolean(false),
                    json.path("possible_copy").asBoolean(false),
                    Math.max(0, json.path("from").asInt(0))));
        } catch (IllegalArgumentException e) {
            return poison("not a message of ours");
        }
    }

    private static Result<EventMessage> poison(String reason) {
        return Result.refused(Refusal.of(ErrorCode.INVALID_JSON, reason));
    }
}
