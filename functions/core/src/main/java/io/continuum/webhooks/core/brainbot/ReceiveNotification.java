package io.continuum.webhooks.core.brainbot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.AcceptEvent;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Submission;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Takes what other systems tell of memories (seed 004, "Incoming Webhooks"; spec.md §7): records it and publishes it as
 * an event. Thread-safe.
 *
 * <p>The record names the event's id before the event exists, and every copy publishes under that id again: a process
 * that dies between the two loses nothing, and copies are one event.
 */
public final class ReceiveNotification {
    /** What of a notification goes into the event; other fields are the sender's own affair. */
    private static final List<String> PUBLISHED = List.of("event", "user_id", "data", "timestamp", "request_id");

    private final IncomingLog log;
    private final EventStore events;
    private final AcceptEvent accept;
    private final Journal journal;
    private final Times times;

    /**
     * When things happen, and what makes ids.
     *
     * @param clock tells the time
     * @param random must differ between processes that were cloned from one snapshot
     */
    public record Times(InstantSource clock, RandomGenerator random) {}

    /** Publishes by {@code accept}; {@code events} tells our own from others'. */
    public ReceiveNotification(IncomingLog log, EventStore events, AcceptEvent accept, Journal journal, Times times) {
        this.log = log;
        this.events = events;
        this.accept = accept;
        this.journal = journal;
        this.times = times;
    }

    /** What was done with a notification. */
    public enum Outcome {
        /** It is recorded and published. */
        PUBLISHED,
        /** Its like was published in the last 24 hours. */
        REPEATED,
        /** It tells of an event of ours; publishing that again would go round for ever. */
        OURS
    }

    /**
     * Receives a notification for {@code tenant}.
     *
     * @param body what was sent
     * @param raw the same as bytes: its digest tells copies that bring no {@code request_id}
     * @throws io.continuum.webhooks.core.problem.Unavailable if it is not certain that it is published
     */
    public Result<Outcome> receive(TenantId tenant, JsonNode body, byte[] raw) {
        Optional<Event> ours = ours(tenant, body);
        if (ours.isPresent()) {
            return read(ofTheirs(body)).map(_ -> {
                Instant now = times.clock().instant();
                log.record(new Incoming(tenant, likeness(body, raw), ours.get().id(), false, now));
                return noted(Outcome.OURS, ours.get());
            });
        }
        return read(body).then(draft -> publish(tenant, draft, likeness(body, raw)));
    }

    /** One of ours that came back may have a name that markdown-brain-bot has not; all else must be as it should be. */
    private static JsonNode ofTheirs(JsonNode body) {
        return body.path("event").isTextual() && body instanceof ObjectNode object
                ? object.deepCopy().put("event", "memory_added")
                : body;
    }

    /** The outgoing form carries the event's id where its publisher gave no request id. */
    private Optional<Event> ours(TenantId tenant, JsonNode body) {
        JsonNode request = body.path("request_id");
        return Optional.ofNullable(request.textValue())
                .flatMap(EventId::parse)
                .flatMap(id -> events.find(tenant, id))
                .map(EventStore.Stored::event);
    }

    private Result<Outcome> publish(TenantId tenant, EventDraft draft, String likeness) {
        Instant now = times.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        Incoming mine = new Incoming(tenant, likeness, EventId.make(now, times.random()), true, now);
        Incoming recorded = log.record(mine);
        boolean first = recorded.equals(mine);
        return switch (accept.accept(tenant, Submission.of(named(draft, recorded.event())))) {
            case Result.Ok<Event>(Event event) -> Result.ok(noted(first ? Outcome.PUBLISHED : Outcome.REPEATED, event));
            // Another content under a request id that is known: a copy all the same.
            case Result.Refused<Event>(Refusal refusal) ->
                refusal.code() == ErrorCode.EVENT_ID_CONFLICT ? Result.ok(Outcome.REPEATED) : Result.refused(refusal);
        };
    }

    private Outcome noted(Outcome outcome, Event event) {
        journal.write(
                Journal.Level.INFO,
                "memory.notified",
                Map.of(
                        "tenant_id", event.tenant().toString(),
                        "event_id", event.id().toString(),
                        "event", event.type().name(),
                        "outcome", outcome.name()));
        return outcome;
    }

    private static Result<EventDraft> read(JsonNode body) {
        if (!body.isObject()) {
            return Result.refused(Refusal.fields(List.of(new FieldError("", "A notification is a JSON object."))));
        }
        List<FieldError> errors = new ArrayList<>();
        Optional<EventType> type = EventType.parse(body.path("event").asText());
        if (type.filter(name -> Catalog.systemsOf(name).contains(Catalog.System.BRAIN_BOT))
                .isEmpty()) {
            errors.add(new FieldError("/event", "One of markdown-brain-bot's event names, such as memory_added."));
        }
        if (body.path("user_id").isMissingNode()) {
            errors.add(new FieldError("/user_id", "Whom it is about is needed; null where that is unknown."));
        }
        ObjectNode published = JsonNodeFactory.instance.objectNode();
        PUBLISHED.stream().filter(body::has).forEach(name -> published.set(name, body.path(name)));
        return switch (EventFields.lenient(published)) {
            case Result.Ok<EventDraft>(EventDraft draft) ->
                errors.isEmpty() ? Result.ok(draft) : Result.refused(Refusal.fields(errors));
            case Result.Refused<EventDraft>(Refusal refusal) -> {
                refusal.errors().stream()
                        .filter(error -> !error.pointer().equals("/event"))
                        .forEach(errors::add);
                yield Result.refused(errors.isEmpty() ? refusal : Refusal.fields(errors));
            }
        };
    }

    private static EventDraft named(EventDraft draft, EventId id) {
        return new EventDraft(
                draft.type(),
                draft.data(),
                draft.timestamp(),
                Optional.of(id),
                draft.userId(),
                draft.priority(),
                draft.livemode(),
                draft.requestId());
    }

    /** A request id and a body never have the same likeness: each is said what it is. */
    private static String likeness(JsonNode body, byte[] raw) {
        String request = body.path("request_id").asText("");
        return request.isEmpty()
                ? digest("notification body\n", raw)
                : digest("notification request\n", request.getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(String kind, byte[] content) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(kind.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha256.digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
