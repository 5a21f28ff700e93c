package io.continuum.webhooks.core.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.event.EventJson;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.CanonicalJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The body of a delivery queue's messages. */
public final class TaskJson {
    /** The version written; this one and the one before are read. */
    public static final int VERSION = 1;

    private TaskJson() {}

    /** Returns the message's body. */
    public static String write(DeliveryTask task) {
        CanonicalJson.Builder json = CanonicalJson.object()
                .put("v", VERSION)
                .put("tenant_id", task.key().webhook().tenant().value())
                .put("webhook_id", task.key().webhook().webhook().toString())
                .put("delivery_id", task.key().delivery().toString())
                .put("attempt", task.attempt())
                .put("due", task.due().toString())
                .put("not_before", task.notBefore().toString())
                .put("pointer", task.pointer())
                .put("manual", task.manual())
                .put("possible_copy", task.possibleCopy())
                .put("waits", task.waits())
                .put("event", EventJson.write(task.event(), !task.pointer()));
        if (task.paced()) {
            json.put("paced", true);
        }
        if (task.waitingFor() != null) {
            json.put("waiting_for", task.waitingFor().code());
        }
        return json.build().text();
    }

    /** Reads a message; empty if nobody will ever be able to read it. */
    public static Optional<DeliveryTask> read(String body) {
        try {
            // Without the limits for strangers: an event that just keeps them is deeper and has more keys in a task.
            JsonNode json = CanonicalJson.ofCanonicalText(body).node();
            return json.path("v").asInt() == VERSION ? Optional.of(read(json)) : Optional.empty();
        } catch (IllegalStateException | IllegalArgumentException | DateTimeException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    private static DeliveryTask read(JsonNode json) {
        TenantId tenant = new TenantId(json.path("tenant_id").asText());
        WebhookKey webhook = new WebhookKey(
                tenant, WebhookId.parse(json.path("webhook_id").asText()).orElseThrow());
        DeliveryId delivery =
                DeliveryId.parse(json.path("delivery_id").asText()).orElseThrow();
        if (json.path("attempt").asInt() < 1) {
            throw new IllegalArgumentException("attempts count from 1");
        }
        return new DeliveryTask(
                new DeliveryKey(webhook, delivery),
                json.path("attempt").asInt(),
                Instant.parse(json.path("due").asText()),
                Instant.parse(json.path("not_before").asText()),
                EventJson.read(json.path("event"), tenant),
                json.path("pointer").asBoolean(),
                json.path("manual").asBoolean(),
                json.path("possible_copy").asBoolean(),
                json.path("waits").asInt(),
                waitingFor(json),
                json.path("paced").asBoolean(false));
    }

    private static @Nullable WaitReason waitingFor(JsonNode json) {
        for (WaitReason reason : WaitReason.values()) {
            if (reason.code().equals(json.path("waiting_for").asText())) {
                return reason;
            }
        }
        return null;
    }
}
