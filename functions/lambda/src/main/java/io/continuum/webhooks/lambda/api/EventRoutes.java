package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.dialect.EventReport;
import io.continuum.webhooks.lambda.api.dialect.EventShape;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        return EventFields.strict(call.body())
                .then(draft -> api.events().accept().accept(call.tenant(), draft))
                .map(event -> {
                    noted(event, call);
                    return call.presenter()
                            .answer(
                                    ACCEPTED,
                                    EventShape.accepted(event, call.presenter().ids()));
                });
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
        return new EventReport(stored, matches.size(), deliveries, null);
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
