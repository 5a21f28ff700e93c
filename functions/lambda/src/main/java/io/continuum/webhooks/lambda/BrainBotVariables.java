package io.continuum.webhooks.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.event.Catalog;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.retry.RetrySchedule;
import io.continuum.webhooks.core.webhook.WebhookRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads markdown-brain-bot's variables (seed 004, "Environment Variables"; spec.md §7). */
public final class BrainBotVariables {
    private static final String PREFIX = "MEM0_WEBHOOK_";
    private static final int TIMEOUT_SECONDS = 30;
    private static final int RETRIES = 3;
    private static final String DELAY_SECONDS = "1.0";
    private static final int BACKOFF = 2;

    private final Map<String, String> env;

    private BrainBotVariables(Map<String, String> env) {
        this.env = env;
    }

    /**
     * Reads {@code env}.
     *
     * @throws IllegalArgumentException if a variable is wrong; the message names it and shows no value
     */
    public static BrainBotSettings of(Map<String, String> env) {
        return new BrainBotVariables(env).read();
    }

    private BrainBotSettings read() {
        String url = text("URL");
        int longest = (int) WebhookRules.MAX_TIMEOUT.toSeconds();
        BrainBotSettings settings = new BrainBotSettings(
                url.isEmpty() ? null : url,
                null,
                null,
                Duration.ofSeconds(number("TIMEOUT", 1, longest, TIMEOUT_SECONDS)),
                policy(),
                events());
        return settings.with(text("TOKEN"), text("SECRET"));
    }

    private RetryPolicy policy() {
        String given = text("RETRY_DELAY");
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("max_attempts", 1 + number("RETRY_COUNT", 0, RetrySchedule.MAX_ATTEMPTS - 1, RETRIES));
        policy.put("backoff_multiplier", BACKOFF);
        try {
            policy.put("initial_delay", new BigDecimal(given.isEmpty() ? DELAY_SECONDS : given));
        } catch (NumberFormatException e) {
            throw wrong("RETRY_DELAY", "a number of seconds", e);
        }
        return switch (RetryPolicy.parse(policy)) {
            case RetryPolicy.Parsed.Ok(RetryPolicy read) -> read;
            case RetryPolicy.Parsed.Bad _ ->
                throw wrong("RETRY_DELAY", "a number of seconds; all retries together fit into 4 days", null);
        };
    }

    private List<EventType> events() {
        List<EventType> all = Catalog.types().stream()
                .filter(type -> Catalog.systemsOf(type).contains(Catalog.System.BRAIN_BOT))
                .toList();
        return switch (text("EVENTS")) {
            case "", "all" -> all;
            case "none" -> List.of();
            case String names -> {
                List<EventType> chosen = new ArrayList<>();
                for (String name : names.split(",", -1)) {
                    EventType type = EventType.parse(name.strip())
                            .filter(all::contains)
                            .orElseThrow(
                                    () -> wrong("EVENTS", "all, none, or event names of markdown-brain-bot", null));
                    if (!chosen.contains(type)) {
                        chosen.add(type);
                    }
                }
                yield chosen;
            }
        };
    }

    private int number(String name, int least, int most, int usual) {
        String value = text(name);
        try {
            int number = value.isEmpty() ? usual : Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Told below, like a number out of range.
        }
        throw wrong(name, "a whole number from %d to %d".formatted(least, most), null);
    }

    private String text(String name) {
        return env.getOrDefault(PREFIX + name, "").strip();
    }

    private static IllegalArgumentException wrong(String name, String right, @Nullable Exception cause) {
        return new IllegalArgumentException(PREFIX + name + " must be " + right, cause);
    }
}
