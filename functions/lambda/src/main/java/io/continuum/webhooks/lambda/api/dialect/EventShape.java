package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import java.util.List;

/** An event, the same in every dialect but for its ids. */
public final class EventShape {
    private EventShape() {}

    /** Returns it as its publisher sees it accepted. */
    public static ObjectNode accepted(Event event, Ids ids) {
        ObjectNode json = Json.object();
        json.put("id", ids.of(event.id()));
        json.put("event", event.type().name());
        return json.put("timestamp", Json.time(event.timestamp()));
    }

    /** Returns what came of each event of a batch. */
    public static ObjectNode batch(List<Result<Event>> results, Ids ids) {
        ObjectNode json = Json.object();
        ArrayNode events = json.putArray("events");
        results.forEach(result -> events.add(
                switch (result) {
                    case Result.Ok<Event>(Event event) -> accepted(event, ids);
                    case Result.Refused<Event>(Refusal refusal) -> refused(refusal);
                }));
        return json;
    }

    private static ObjectNode refused(Refusal refusal) {
        ObjectNode json = Json.object();
        ObjectNode error = json.putObject("error");
        error.put("code", refusal.code().code()).put("detail", refusal.detail());
        ArrayNode errors = error.putArray("errors");
        refusal.errors()
                .forEach(one -> errors.addObject().put("pointer", one.pointer()).put("detail", one.detail()));
        return json;
    }

    /** Returns it with where it went. */
    public static ObjectNode whole(EventReport report, Ids ids) {
        Event event = report.stored().event();
        ObjectNode json = accepted(event, ids);
        Json.put(json, "data", report.stored().whole().map(Event::data).orElse(null));
        json.put("priority", event.priority().code());
        json.put("user_id", event.userId().orElse(null));
        json.put("matched", report.matched());
        ArrayNode deliveries = json.putArray("deliveries");
        report.deliveries().forEach(delivery -> deliveries.add(DeliveryShape.listed(delivery, ids)));
        return json.put("next_cursor", report.next());
    }
}
