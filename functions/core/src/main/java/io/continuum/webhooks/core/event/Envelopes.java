package io.continuum.webhooks.core.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What other services put around an event on its way to the queue: EventBridge's envelope, whose {@code detail} is the
 * event, and SNS's, whose {@code Message} is it as text, which may again be EventBridge's. Pure.
 */
final class Envelopes {
    private Envelopes() {}

    /**
     * Returns the event inside; the body itself if nobody put anything around it.
     *
     * @return empty if SNS's envelope holds no JSON
     */
    static Optional<JsonNode> opened(JsonNode body) {
        if (isNotification(body)) {
            return inside(body.path("Message").textValue()).map(Envelopes::detail);
        }
        return Optional.of(detail(body));
    }

    /** Source: Amazon SNS Developer Guide, "Parsing Amazon SNS message formats". */
    private static boolean isNotification(JsonNode body) {
        return body.path("Type").asText().equals("Notification")
                && body.path("TopicArn").isTextual()
                && body.path("Message").isTextual();
    }

    /** Source: Amazon EventBridge User Guide, "Structure of events". */
    private static JsonNode detail(JsonNode body) {
        boolean enveloped = body.path("detail-type").isTextual()
                && body.path("source").isTextual()
                && body.path("detail").isObject();
        return enveloped ? body.path("detail") : body;
    }

    private static Optional<JsonNode> inside(String message) {
        return switch (StrictJson.parse(message.getBytes(StandardCharsets.UTF_8))) {
            case Parsed.Ok(JsonNode node) -> Optional.of(node);
            case Parsed.Bad _ -> Optional.empty();
        };
    }
}
