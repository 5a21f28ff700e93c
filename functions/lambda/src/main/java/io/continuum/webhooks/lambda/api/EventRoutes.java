package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Submission;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.idempotency.IdempotencyKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.dialect.EventReport;
import io.continuum.webhooks.lambda.api.dialect.EventShape;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Events. Thread-safe. */
final class EventRoutes {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** Deliveries that are answered with their event. Source: spec.md §2, "Answers". */
    private static final int SHOWN = 100;

    private final Api api;

    EventRoutes(Api api) {
        this.api = api;
    }

    Result<Response> publish(Call call) {
        return IdempotencyHeader.read(call.request())
                .then(key -> EventFields.strict(call.body())
                        .map(draft -> new Submission(draft, key.map(given -> keyed(call, given)))))
                .then(event -> api.events().accept().accept(call.tenant(), event))
                .map(event -> {
                    noted(event, call);
                    return call.presenter()
                            .answer(
                                    ACCEPTED,
                                    EventShape.accepted(event, call.presenter().ids()));
                });
    }

    /** Answers 202 whatever came of the single events: each has an answer of its own. */
    Result<Response> publishAll(Call call) {
        return IdempotencyHeader.read(call.request())
                .then(key -> EventBatch.read(call.body()).map(drafts -> {
                    List<Result<Submission>> events = new ArrayList<>();
                    for (Result<EventDraft> draft : drafts) {
                        String position = Integer.toString(events.size());
                        events.add(draft.map(
                                one -> new Submission(one, key.map(given -> keyed(call, given, position)))));
                    }
                    List<Result<Event>> results = api.events().batch().accept(call.tenant(), events);
                    results.forEach(result -> result.map(event -> {
                        noted(event, call);
                        return event;
                    }));
                    return call.presenter()
                            .answer(
                                    ACCEPTED,
                                    EventShape.batch(results, call.presenter().ids()));
                }));
    }

    private static EventId keyed(Call call, IdempotencyKey key, String... position) {
        Stream<String> parts = Stream.of(call.tenant().value(), IdempotencyHeader.path(call.request()), key.value());
        return EventId.ofKey(Stream.concat(parts, Stream.of(position)).toArray(String[]::new));
    }

    Result<Response> get(Call call) {
        Optional<EventReport> report = EventId.parse(call.name("id"))
                .flatMap(id -> api.events().store().find(call.tenant(), id))
                .map(this::report);
        return report.map(found -> Result.ok(call.presenter()
                        .answer(OK, EventShape.whole(found, call.presenter().ids()))))
                .orElseGet(() -> Result.refused(Refusal.notFound("event")));
    }

    private void noted(Event event, Call call) {
        Map<String, String> fields = Map.of(
                "tenant_id", event.tenant().toString(),
                "event_id", event.id().toString(),
                "event", event.type().name(),
                "request_id", call.request().id());
        api.platform().journal().write(Journal.Level.INFO, "event.accepted", fields);
    }

    private EventReport report(EventStore.Stored stored) {
        List<WebhookId> noted = stored.matches();
        List<WebhookId> matches = noted == null ? List.of() : noted;
        List<Delivery> deliveries = matches.stream()
                .limit(SHOWN)
                .map(webhook -> delivery(stored.event(), webhook))
                .toList();
        return new EventReport(stored.event(), matches.size(), deliveries, null);
    }

    /** A match without a record has not been tried yet. */
    private Delivery delivery(Event event, WebhookId webhook) {
        DeliveryKey key = new DeliveryKey(
                new WebhookKey(event.tenant(), webhook), DeliveryId.of(event.id(), event.acceptedAt(), webhook));
        return api.deliveries().history().find(key).orElseGet(() -> untried(event, key));
    }

    private static Delivery untried(Event event, DeliveryKey key) {
        return new Delivery(
                key,
                event.id(),
                event.type(),
                event.priority(),
                event.acceptedAt(),
                Status.PENDING,
                0,
                null,
                null,
                List.of(),
                null);
    }
}
