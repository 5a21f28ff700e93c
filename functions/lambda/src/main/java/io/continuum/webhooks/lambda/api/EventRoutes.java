package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.delivery.EventDeliveries;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Submission;
import io.continuum.webhooks.core.fanout.ExplainEvent;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.idempotency.IdempotencyKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.dialect.EventReport;
import io.continuum.webhooks.lambda.api.dialect.EventShape;
import io.continuum.webhooks.lambda.api.dialect.ExplanationShape;
import io.continuum.webhooks.lambda.api.dialect.Ids;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Events. Thread-safe. */
final class EventRoutes {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    /** Deliveries that are answered with their event, unless it asks for more. Source: spec.md §2, "Answers". */
    private static final int SHOWN = 100;

    private final Api api;
    private final EventDeliveries deliveries;
    private final ExplainEvent explain;

    EventRoutes(Api api) {
        this.api = api;
        this.deliveries = new EventDeliveries(api.deliveries().history());
        this.explain = new ExplainEvent(api.webhooks().store(), deliveries);
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
        return id(call).then(id -> {
            QueryReader query = new QueryReader(call.request());
            int limit = query.limit(SHOWN);
            String list = "deliveries of event " + id;
            // Matches are noted once and keep their order, so a position among them is a good cursor.
            String position = query.cursor(api.platform().cursors(), call.tenant(), list);
            int from = position == null ? 0 : Integer.parseInt(position);
            return query.then(() -> find(call, id))
                    .map(stored -> report(stored, from, limit, at -> cursor(call, list, Integer.toString(at))))
                    .map(report -> call.presenter()
                            .answer(
                                    OK,
                                    EventShape.whole(report, call.presenter().ids())));
        });
    }

    private EventReport report(EventStore.Stored stored, int from, int limit, IntFunction<String> cursor) {
        List<WebhookId> noted = stored.matches();
        List<WebhookId> matches = noted == null ? List.of() : noted;
        List<WebhookId> page = matches.stream().skip(from).limit(limit).toList();
        int end = from + page.size();
        String next = end < matches.size() ? cursor.apply(end) : null;
        return new EventReport(stored, matches.size(), deliveries.to(stored.event(), page), next);
    }

    Result<Response> explain(Call call) {
        return id(call).then(id -> {
            QueryReader query = new QueryReader(call.request());
            int limit = query.limit(SHOWN);
            String list = "explanation of event " + id;
            String position = query.cursor(api.platform().cursors(), call.tenant(), list);
            WebhookId after = position == null ? null : new WebhookId(position);
            return query.then(() -> find(call, id))
                    .map(stored -> explain.explain(stored, after, limit))
                    .map(page -> {
                        WebhookId last = page.next();
                        String next = last == null ? null : cursor(call, list, last.random());
                        Ids ids = call.presenter().ids();
                        return call.presenter().answer(OK, ExplanationShape.of(id, page, next, ids));
                    });
        });
    }

    private String cursor(Call call, String list, String position) {
        return api.platform().cursors().make(call.tenant(), list, position);
    }

    private Result<EventStore.Stored> find(Call call, EventId id) {
        return found(api.events().store().find(call.tenant(), id));
    }

    private static Result<EventId> id(Call call) {
        return found(EventId.parse(call.name("id")));
    }

    private static <T> Result<T> found(Optional<T> thing) {
        return thing.map(Result::ok).orElseGet(() -> Result.refused(Refusal.notFound("event")));
    }

    private void noted(Event event, Call call) {
        Map<String, String> fields = Map.of(
                "tenant_id", event.tenant().toString(),
                "event_id", event.id().toString(),
                "event", event.type().name(),
                "request_id", call.request().id());
        api.platform().journal().write(Journal.Level.INFO, "event.accepted", fields);
    }
}
