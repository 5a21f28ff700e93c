package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.event.Filter;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;

/** A webhook under the names of {@code continuum}. */
final class WebhookShape {
    /** Of secrets, and of headers' values; a header's comes back in a change to keep the value. */
    private static final String MASK = "****";

    private static final CanonicalJson NO_CLAUSES = CanonicalJson.object().build();

    private WebhookShape() {}

    static ObjectNode of(ShownWebhook shown, Ids ids) {
        Webhook webhook = shown.webhook();
        ObjectNode json = Json.object();
        json.put("id", ids.of(webhook.key().webhook()));
        json.put("uid", webhook.uid());
        settings(json, webhook, ids);
        json.put("created_at", Json.time(webhook.createdAt()));
        json.put("updated_at", Json.time(webhook.updatedAt()));
        Stats stats = shown.state().stats();
        json.put("failure_count", stats.streak());
        json.put("last_triggered_at", Json.time(stats.lastTriggeredAt()));
        json.put("last_success_at", Json.time(stats.lastSuccessAt()));
        json.put("last_failure_at", Json.time(stats.lastFailureAt()));
        json.set("breaker", breaker(shown.state().breaker()));
        return json;
    }

    static ObjectNode withSecret(ShownWebhook shown, Secret secret) {
        return SecretShape.reveal(of(shown, Ids.CONTINUUM), shown.webhook(), secret);
    }

    static ObjectNode breaker(Breaker breaker) {
        ObjectNode json = Json.object();
        return switch (breaker) {
            case Breaker.Closed _ ->
                json.put("state", "closed").putNull("opened_at").putNull("next_probe_at");
            case Breaker.Open open ->
                json.put("state", "open")
                        .put("opened_at", Json.time(open.openedAt()))
                        .put("next_probe_at", Json.time(open.until()));
            case Breaker.HalfOpen half ->
                json.put("state", "half_open")
                        .put("opened_at", Json.time(half.openedAt()))
                        .putNull("next_probe_at");
        };
    }

    private static void settings(ObjectNode json, Webhook webhook, Ids ids) {
        Webhook.Settings settings = webhook.settings();
        json.put("url", settings.url().toString());
        Json.strings(
                json,
                "events",
                settings.events().stream().map(EventPattern::text).toList());
        json.put("name", settings.name());
        json.put("description", settings.description());
        json.put("active", webhook.active());
        json.put("disabled_reason", webhook.disabledReason());
        json.put("format", settings.format().name());
        json.put("signing", settings.wire().signing().code());
        if (settings.format() instanceof BrainBotFormat) {
            json.put("send_raw_secret", settings.wire().sendRawSecret());
        }
        json.put("secret", ids.secretPrefix() + MASK + webhook.secret().lastFour());
        RetryPolicy policy = settings.retryPolicy();
        json.set("retry_policy", policy == null ? json.nullNode() : policy.toJson());
        Filter filter = settings.filter();
        Json.put(json, "filters", filter == null ? NO_CLAUSES : filter.source());
        ObjectNode headers = json.putObject("headers");
        settings.wire().headers().forEach(name -> headers.put(name, MASK));
        Capacity capacity = settings.capacity();
        json.put("timeout_seconds", capacity.timeout().toSeconds());
        json.put("max_concurrency", capacity.maxConcurrency());
        int rate = capacity.ratePerMinute();
        json.put("rate_limit_per_minute", rate == 0 ? null : Integer.valueOf(rate));
        Json.put(json, "metadata", settings.metadata());
    }
}
