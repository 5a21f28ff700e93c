package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A delivery, the same in every dialect but for its ids. */
public final class DeliveryShape {
    /** Of a body in a list, in characters: 250 whole ones do not fit into the 6 MB of a Lambda answer. */
    private static final int LISTED_BODY = Delivery.OLD_BODY_KEPT;

    private DeliveryShape() {}

    /** Returns it as lists have it, with the beginning of its response body. */
    public static ObjectNode listed(Delivery delivery, Ids ids) {
        return shape(delivery, ids, delivery.last().map(attempt -> attempt.trimmed(LISTED_BODY)));
    }

    /** Returns it as it is alone. */
    public static ObjectNode whole(Delivery delivery, @Nullable CanonicalJson payload, Ids ids) {
        ObjectNode json = shape(delivery, ids, delivery.last());
        Json.put(json, "payload", payload);
        ArrayNode log = json.putArray("attempt_log");
        delivery.log().forEach(attempt -> log.add(entry(attempt)));
        return json;
    }

    /** Returns what came of a test. */
    public static ObjectNode test(Delivery delivery) {
        ObjectNode json = Json.object();
        json.put("success", delivery.status() == Status.SUCCESS);
        json.put("delivery_id", delivery.key().delivery().toString());
        Optional<Attempt> attempt = delivery.last();
        json.put("status_code", attempt.map(Attempt::responseCode).orElse(null));
        json.put("duration_ms", attempt.map(DeliveryShape::milliseconds).orElse(null));
        return json.put("error", attempt.map(Attempt::error).orElse(null));
    }

    private static ObjectNode shape(Delivery delivery, Ids ids, Optional<Attempt> last) {
        ObjectNode json = Json.object();
        json.put("id", delivery.key().delivery().toString());
        json.put("webhook_id", ids.of(delivery.key().webhook().webhook()));
        json.put("event_id", ids.of(delivery.eventId()));
        json.put("event", delivery.eventType().name());
        json.put("status", delivery.status().code());
        json.put("waiting_for", waitingFor(delivery));
        json.put("attempts", delivery.attempts());
        json.put("next_retry_at", Json.time(delivery.nextRetryAt().orElse(null)));
        json.put("response_code", last.map(Attempt::responseCode).orElse(null));
        json.put("response_body", last.map(DeliveryShape::body).orElse(null));
        json.put("duration_ms", last.map(DeliveryShape::milliseconds).orElse(null));
        json.put("error_message", last.map(Attempt::error).orElse(null));
        json.put("created_at", Json.time(delivery.createdAt()));
        return json.put("completed_at", Json.time(delivery.completedAt()));
    }

    private static ObjectNode entry(Attempt attempt) {
        ObjectNode json = Json.object();
        json.put("attempt", attempt.number());
        json.put("started_at", Json.time(attempt.startedAt()));
        json.put("duration_ms", milliseconds(attempt));
        ObjectNode headers = json.putObject("request_headers");
        attempt.requestHeaders().forEach(header -> headers.put(header.name(), header.value()));
        json.put("response_code", attempt.responseCode());
        json.put("response_body", body(attempt));
        json.put("error_message", attempt.error());
        return json.put("next_retry_at", Json.time(attempt.nextRetryAt()));
    }

    /** Between its attempts a delivery waits for the schedule; what puts it off beyond that is in its place. */
    private static @Nullable String waitingFor(Delivery delivery) {
        Waiting waiting = delivery.waiting();
        if (waiting == null) {
            return delivery.status() == Status.FAILED ? WaitReason.SCHEDULE.code() : null;
        }
        WaitReason reason = waiting.reason();
        return reason == null ? null : reason.code();
    }

    private static long milliseconds(Attempt attempt) {
        return attempt.duration().toMillis();
    }

    /** Null where no answer came, so that it differs from an empty one. */
    private static @Nullable String body(Attempt attempt) {
        return attempt.responseCode() == null ? null : attempt.responseBody();
    }
}
