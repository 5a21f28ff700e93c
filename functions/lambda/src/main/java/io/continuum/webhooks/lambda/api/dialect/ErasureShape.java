package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.erasure.Erasure;

/** The receipt of an erasure, the same in every dialect. */
public final class ErasureShape {
    private ErasureShape() {}

    /** Returns it; the counts are final when {@code completed_at} is there. */
    public static ObjectNode of(Erasure erasure) {
        ObjectNode json = Json.object().put("id", erasure.key().job().toString());
        json.put("user_id", erasure.userId());
        json.put("status", erasure.completedAt() == null ? "in_progress" : "completed");
        json.put("requested_at", Json.time(erasure.requestedAt()));
        json.put("completed_at", Json.time(erasure.completedAt()));
        json.put("events", erasure.counts().events());
        json.put("deliveries", erasure.counts().deliveries());
        return json.put("cancelled", erasure.counts().cancelled());
    }
}
