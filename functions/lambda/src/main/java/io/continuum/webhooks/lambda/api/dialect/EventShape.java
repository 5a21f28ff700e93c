package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Event;

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
