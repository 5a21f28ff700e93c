package io.continuum.webhooks.lambda;

import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.retry.DelayPlan;
import io.continuum.webhooks.core.retry.RetrySchedule;
import io.continuum.webhooks.core.webhook.OperatorLimits;
import io.continuum.webhooks.core.webhook.WebhookRules;
import io.continuum.webhooks.lambda.secrets.SecretStorage;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The environment of a process, read once. A value that is wrong ends the start with the variable's name.
 *
 * @param names what the services are called
 * @param allowInsecureTargets whether receivers on this machine are allowed; never in a deployment
 * @param breaker when breakers open, and for how long
 * @param limits defaults and ceilings of webhooks
 * @param longestDelay of a queue message; longer waits go in hops
 * @param retention how long events and records are kept
 * @param botVersion what markdown-brain-bot's receivers are told
 * @param brainBot markdown-brain-bot's webhook and endpoints
 * @param secrets where webhooks' secrets are kept
 * @param adminKeySecret name or ARN of the secret that is the first admin key; empty = there is none
 */
public record Config(
        Names names,
        boolean allowInsecureTargets,
        Breaker.Settings breaker,
        OperatorLimits limits,
        Duration longestDelay,
        Duration retention,
        String botVersion,
        BrainBot brainBot,
        Secrets secrets,
        String adminKeySecret) {

    private static final int BREAKER_FAILURES = 5;
    private static final int BREAKER_OPEN_SECONDS = 300;
    private static final int RETENTION_DAYS = 30;
    private static final String BOT_VERSION = "1.0.0";
    private static final int MAX_BOT_VERSION = 64;
    private static final int ANY = Integer.MAX_VALUE;

    /**
     * What the services are called.
     *
     * @param stage the deployment's stage
     * @param webhooksTable configuration and small state
     * @param deliveriesTable what happened
     * @param eventsQueue URL
     * @param highQueue URL
     * @param normalQueue URL
     * @param lowQueue URL
     * @param deadLetterQueue URL of the queue of exhausted deliveries
     * @param poisonQueue URL of the infrastructure dead-letter queue
     */
    public record Names(
            String stage,
            String webhooksTable,
            String deliveriesTable,
            String eventsQueue,
            String highQueue,
            String normalQueue,
            String lowQueue,
            String deadLetterQueue,
            String poisonQueue) {}

    /**
     * markdown-brain-bot's webhook and endpoints.
     *
     * @param settings its variables
     * @param credentials name or ARN of the secret that has the token and the secret; empty = the variables have them
     * @param trustLoopback whether callers on this machine need no token where none is set; never in a deployment
     */
    public record BrainBot(BrainBotSettings settings, String credentials, boolean trustLoopback) {}

    /**
     * Where webhooks' secrets are kept.
     *
     * @param storage where new ones are put; those elsewhere are moved
     * @param keyring name or ARN of the keyring's secret; empty = none, and no webhook's secret was ever under one
     */
    public record Secrets(SecretStorage storage, String keyring) {}

    /**
     * Reads {@code env}.
     *
     * @throws IllegalArgumentException if a variable is missing or wrong; the message names it and never shows a value
     *     that may be secret
     */
    public static Config of(Map<String, String> env) {
        Names names = new Names(
                text(env, "STAGE"),
                text(env, "WEBHOOKS_TABLE"),
                text(env, "DELIVERIES_TABLE"),
                text(env, "EVENTS_QUEUE_URL"),
                text(env, "HIGH_QUEUE_URL"),
                text(env, "NORMAL_QUEUE_URL"),
                text(env, "LOW_QUEUE_URL"),
                text(env, "DEAD_LETTER_QUEUE_URL"),
                text(env, "POISON_QUEUE_URL"));
        OperatorLimits limits = new OperatorLimits(
                number(env, "MAX_CONCURRENCY", 1, WebhookRules.MAX_CONCURRENCY),
                number(env, "RATE_LIMIT_PER_MINUTE", 1, WebhookRules.MAX_RATE),
                number(env, "DELIVERY_TIMEOUT_SECONDS", 1, (int) WebhookRules.MAX_TIMEOUT.toSeconds()),
                number(env, "WEBHOOK_CREATIONS_PER_HOUR", 1, ANY),
                number(env, "MAX_ATTEMPTS", 1, RetrySchedule.MAX_ATTEMPTS));
        return new Config(
                names,
                flag(env, "ALLOW_INSECURE_TARGETS"),
                new Breaker.Settings(
                        number(env, "BREAKER_FAILURES", 1, ANY).orElse(BREAKER_FAILURES),
                        Duration.ofSeconds(
                                number(env, "BREAKER_OPEN_SECONDS", 1, ANY).orElse(BREAKER_OPEN_SECONDS))),
                limits,
                Duration.ofSeconds(
                        number(env, "MAX_QUEUE_DELAY_SECONDS", 1, (int) DelayPlan.MAX_QUEUE_DELAY.toSeconds())
                                .orElse((int) DelayPlan.MAX_QUEUE_DELAY.toSeconds())),
                Duration.ofDays(number(env, "RETENTION_DAYS", 1, 3650).orElse(RETENTION_DAYS)),
                botVersion(env),
                new BrainBot(
                        BrainBotVariables.of(env),
                        env.getOrDefault("MEM0_WEBHOOK_CREDENTIALS", ""),
                        flag(env, "TRUST_LOOPBACK_CALLERS")),
                secrets(env),
                env.getOrDefault("ADMIN_KEY_SECRET", ""));
    }

    private static Secrets secrets(Map<String, String> env) {
        String keyring = env.getOrDefault("KEYRING_SECRET", "");
        return switch (env.getOrDefault("SECRET_STORAGE", "")) {
            case "", "secrets-manager" -> new Secrets(SecretStorage.SECRETS_MANAGER, keyring);
            case "keyring" -> new Secrets(SecretStorage.KEYRING, text(env, "KEYRING_SECRET"));
            default -> throw new IllegalArgumentException("SECRET_STORAGE must be secrets-manager or keyring");
        };
    }

    private static String botVersion(Map<String, String> env) {
        String value = env.getOrDefault("BOT_VERSION", "");
        if (value.length() > MAX_BOT_VERSION) {
            throw new IllegalArgumentException("BOT_VERSION must have at most " + MAX_BOT_VERSION + " characters");
        }
        return value.isBlank() ? BOT_VERSION : value;
    }

    private static String text(Map<String, String> env, String name) {
        String value = env.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " is not set");
        }
        return value;
    }

    private static boolean flag(Map<String, String> env, String name) {
        return switch (env.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false", "" -> false;
            default -> throw new IllegalArgumentException(name + " must be true or false");
        };
    }

    private static OptionalInt number(Map<String, String> env, String name, int least, int most) {
        String value = env.getOrDefault(name, "");
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        String range = most == ANY ? "from " + least : "from " + least + " to " + most;
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException _) {
            // Told below, like a number out of range.
        }
        throw new IllegalArgumentException(name + " must be a whole number " + range);
    }
}
