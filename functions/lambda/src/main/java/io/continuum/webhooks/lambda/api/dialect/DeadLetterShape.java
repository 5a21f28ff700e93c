package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.job.RecoverWebhook;
import java.util.Optional;

/** A dead letter, and what brings dead letters back; the same in every dialect but for ids. */
public final class DeadLetterShape {
    private DeadLetterShape() {}

    /** Returns it as lists have it. */
    public static ObjectNode listed(Delivery dead, Ids ids) {
        Reason reason = dead.reason();
        Optional<Attempt> last = dead.last();
        String id = dead.key().delivery().toString();
        ObjectNode json = Json.object().put("id", id).put("delivery_id", id);
        json.put("webhook_id", ids.of(dead.key().webhook().webhook()));
        json.put("event_id", ids.of(dead.eventId()));
        json.put("event", dead.eventType().name());
        json.put("reason", reason == null ? null : reason.code());
        json.put("attempts", dead.attempts());
        json.put("response_code", last.map(Attempt::responseCode).orElse(null));
        json.put("error_message", last.map(Attempt::error).orElse(null));
        json.put("created_at", Json.time(dead.createdAt()));
        return json.put("completed_at", Json.time(dead.completedAt()));
    }

    /** Returns how many were brought back. */
    public static ObjectNode redriven(int count) {
        return Json.object().put("count", count);
    }

    /** Returns how many one webhook gets again, and how long that takes. */
    public static ObjectNode recovered(RecoverWebhook.Recovered recovered) {
        return redriven(recovered.count())
                .put("estimated_seconds", recovered.estimated().toSeconds());
    }
}
