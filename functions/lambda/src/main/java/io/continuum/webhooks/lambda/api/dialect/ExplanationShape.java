package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.fanout.Explanation;
import io.continuum.webhooks.core.id.EventId;
import org.jspecify.annotations.Nullable;

/** Why webhooks did or did not get an event, the same in every dialect but for its ids. */
public final class ExplanationShape {
    private ExplanationShape() {}

    /**
     * Returns a page.
     *
     * @param next the cursor of the next page; null = there is none
     */
    public static ObjectNode of(EventId event, Explanation page, @Nullable String next, Ids ids) {
        ObjectNode json = Json.object();
        json.put("event_id", ids.of(event));
        ArrayNode webhooks = json.putArray("webhooks");
        for (Explanation.Entry entry : page.webhooks()) {
            webhooks.addObject()
                    .put("webhook_id", ids.of(entry.webhook()))
                    .put("outcome", entry.outcome().code())
                    .put("clause", entry.clause());
        }
        return json.put("next_cursor", next);
    }
}
