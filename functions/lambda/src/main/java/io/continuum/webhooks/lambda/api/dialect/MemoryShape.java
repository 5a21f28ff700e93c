package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.retry.Presets;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.List;
import java.util.Optional;

/** Answers of markdown-brain-bot's endpoints, field by field as seed 004 shows them; in no dialect otherwise. */
public final class MemoryShape {
    /** Seconds that one request may take where nothing says otherwise (seed 004, "Environment Variables"). */
    private static final int TIMEOUT_SECONDS = 30;

    private MemoryShape() {}

    /** Returns the answer to a notification. */
    public static ObjectNode processed() {
        return Json.object().put("status", "processed").put("action", "memory_logged");
    }

    /** Returns what a test did; an empty webhook is one that is not there, or does not send. */
    public static ObjectNode test(boolean sent, Optional<Webhook> webhook) {
        return Json.object()
                .put("status", "ok")
                .put("test_sent", sent)
                .put("webhook_enabled", webhook.isPresent())
                .put("webhook_url", webhook.map(MemoryShape::url).orElse(null));
    }

    /** Returns the configuration of a webhook that sends. */
    public static ObjectNode status(Webhook webhook) {
        ObjectNode json = Json.object().put("status", "ok");
        ObjectNode config = json.putObject("webhook_config")
                .put("enabled", true)
                .put("webhook_url", url(webhook))
                .put("timeout", webhook.settings().capacity().timeout().toSeconds())
                .put("retry_count", webhook.schedule().maxAttempts() - 1);
        List<String> events =
                webhook.settings().events().stream().map(EventPattern::text).toList();
        Json.strings(config, "enabled_events", events);
        config.put("has_token", webhook.settings().wire().headers().contains("authorization"))
                .put("has_secret", webhook.settings().wire().sendRawSecret());
        return json;
    }

    /** Returns the configuration where nothing is sent: what the environment says, empty = nothing at all. */
    public static ObjectNode status(Optional<BrainBotSettings> environment) {
        ObjectNode json = Json.object().put("status", "ok");
        ObjectNode config = json.putObject("webhook_config")
                .put("enabled", false)
                .put("webhook_url", environment.map(BrainBotSettings::url).orElse(null))
                .put(
                        "timeout",
                        environment.map(said -> said.timeout().toSeconds()).orElse((long) TIMEOUT_SECONDS))
                .put("retry_count", retries(environment));
        List<String> events = environment.stream()
                .flatMap(said -> said.events().stream())
                .map(type -> type.name())
                .toList();
        Json.strings(config, "enabled_events", events);
        config.put("has_token", environment.map(BrainBotSettings::token).isPresent())
                .put("has_secret", environment.map(BrainBotSettings::secret).isPresent());
        return json;
    }

    private static int retries(Optional<BrainBotSettings> environment) {
        return environment
                        .map(said -> said.retryPolicy().over(Presets.BRAIN_BOT))
                        .orElse(Presets.BRAIN_BOT)
                        .maxAttempts()
                - 1;
    }

    private static String url(Webhook webhook) {
        return webhook.settings().url().toString();
    }
}
