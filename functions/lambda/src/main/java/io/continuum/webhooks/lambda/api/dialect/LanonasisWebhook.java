package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.retry.RetrySchedule;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A webhook in {@code lanonasis}: seed document 003's names first and in its order, then everything else that
 * {@code continuum} shows.
 */
final class LanonasisWebhook {
    /** What the dialects share under one name, in seed 003's order. */
    private static final List<String> SHARED =
            List.of("id", "url", "events", "secret", "active", "retry_policy", "filters", "created_at", "updated_at");

    private LanonasisWebhook() {}

    static ObjectNode of(ShownWebhook shown) {
        ObjectNode all = WebhookShape.of(shown, Ids.LANONASIS);
        all.set("retry_policy", retryPolicy(shown.webhook()));
        ObjectNode json = Json.object();
        SHARED.forEach(name -> json.set(name, all.remove(name)));
        Stats stats = shown.state().stats();
        json.put("last_delivery", Json.time(stats.lastTriggeredAt()));
        json.putObject("delivery_stats")
                .put("total_attempts", stats.attempts())
                .put("successful_deliveries", stats.successful())
                .put("failed_deliveries", stats.failed());
        return json.setAll(all);
    }

    static ObjectNode withSecret(ShownWebhook shown, Secret secret) {
        return SecretShape.reveal(of(shown), shown.webhook(), secret);
    }

    /** Seed 003 shows a policy always: what the webhook leaves open is filled in with what is in force. */
    private static ObjectNode retryPolicy(Webhook webhook) {
        RetryPolicy own = webhook.settings().retryPolicy();
        ObjectNode json = own == null ? Json.object() : own.toJson();
        if (json.has("schedule") || json.has("preset")) {
            return json;
        }
        return switch (webhook.schedule()) {
            case RetrySchedule.Exponential exponential -> filled(json, exponential);
            case RetrySchedule.Steps steps -> own == null ? writtenOut(steps) : json;
        };
    }

    private static ObjectNode filled(ObjectNode own, RetrySchedule.Exponential inForce) {
        ObjectNode json = Json.object();
        json.put("max_attempts", inForce.maxAttempts());
        json.set("backoff_multiplier", Json.number(BigDecimal.valueOf(inForce.multiplier())));
        json.set("max_delay", seconds(inForce.max()));
        return json.setAll(own);
    }

    private static ObjectNode writtenOut(RetrySchedule.Steps steps) {
        ObjectNode json = Json.object();
        ArrayNode schedule = json.putArray("schedule");
        steps.delays().forEach(delay -> schedule.add(seconds(delay)));
        return json;
    }

    private static JsonNode seconds(Duration duration) {
        return Json.number(BigDecimal.valueOf(duration.toMillis(), 3));
    }
}
