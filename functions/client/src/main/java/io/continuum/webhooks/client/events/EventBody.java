package io.continuum.webhooks.client.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes events as the events queue takes them: version 1 of its public format. */
final class EventBody {
    /** Largest event, in bytes, as it is sent and as the platform keeps it. Source: spec §3. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int VERSION = 1;

    /**
     * Writes NaN as NaN, which is no JSON and so is refused; as a string it would be other data than was given. Times are
     * RFC 3339 in UTC.
     */
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
            .build();

    private EventBody() {}

    /** What came of writing one. */
    sealed interface Written {
        /** A message's body. */
        record Body(WebhookEvent event, String text, int bytes) implements Written {}

        /** It cannot be published. */
        record Unfit(PublishFailure failure) implements Written {}
    }

    /** Writes an event; its id is settled here, so that sending the message twice publishes one event. */
    static Written write(WebhookEvent given, String usualTenant, long now, RandomGenerator random) {
        WebhookEvent event = given.options().id() == null ? given.id(EventIds.make(now, random)) : given;
        Optional<String> fault = EventForm.fault(event, usualTenant);
        if (fault.isPresent()) {
            return unfit(event, Reason.INVALID, fault.get());
        }
        String text;
        long grown;
        try {
            JsonNode data = JSON.valueToTree(event.data());
            if (data == null || !data.isObject()) {
                return unfit(event, Reason.NOT_AN_OBJECT, null);
            }
            text = text(event, usualTenant, data);
            grown = EventText.growth(text);
        } catch (IOException | IllegalArgumentException | EventText.Unreadable e) {
            return unfit(event, Reason.NOT_AN_OBJECT, e.getMessage());
        } catch (StackOverflowError e) {
            return unfit(event, Reason.NOT_AN_OBJECT, "it contains itself, or is too deep");
        }
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return bytes + grown > MAX_BYTES
                ? unfit(event, Reason.TOO_LARGE, "it has " + (bytes + grown) + " bytes as JSON; at most " + MAX_BYTES)
                : new Written.Body(event, text, bytes);
    }

    private static String text(WebhookEvent event, String usualTenant, JsonNode data) throws JsonProcessingException {
        WebhookEvent.Options options = event.options();
        ObjectNode body = JSON.createObjectNode();
        body.put("v", VERSION);
        body.put("tenant_id", options.tenant() == null ? usualTenant : options.tenant());
        body.put("id", options.id());
        body.put("event", event.name());
        body.set("data", data);
        put(body, "user_id", options.userId());
        put(
                body,
                "timestamp",
                options.timestamp() == null ? null : options.timestamp().toString());
        put(body, "priority", options.priority());
        if (options.livemode() != null) {
            body.put("livemode", options.livemode().booleanValue());
        }
        put(body, "request_id", options.requestId());
        // JSON may have these two characters in a string; SQS refuses them in a body.
        return JSON.writeValueAsString(body)
                .replace(Character.toString(0xFFFE), "\\ufffe")
                .replace(Character.toString(0xFFFF), "\\uffff");
    }

    private static void put(ObjectNode body, String name, @Nullable String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static Written unfit(WebhookEvent event, Reason reason, @Nullable String detail) {
        return new Written.Unfit(new PublishFailure(event, reason, null, detail));
    }
}
