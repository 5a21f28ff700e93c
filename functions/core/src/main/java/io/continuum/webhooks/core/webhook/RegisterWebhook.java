package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.egress.TargetCheck;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Makes webhooks. Nothing is ever half-made: a webhook is announced before its secret is made, and what stays announced
 * is removed by the maintenance function. Thread-safe.
 */
public final class RegisterWebhook {
    /** What is still only announced after this long was given up by whoever made it. */
    static final Duration MAKING = Duration.ofMinutes(5);

    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final TargetCheck targets;
    private final Journal journal;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Uses {@code random} for ids and secrets: it must be a cryptographic one. */
    public RegisterWebhook(
            WebhookStore webhooks,
            SecretVault vault,
            TargetCheck targets,
            Journal journal,
            InstantSource clock,
            RandomGenerator random) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.targets = targets;
        this.journal = journal;
        this.clock = clock;
        this.random = random;
    }

    /**
     * A webhook and the only sight of its secret.
     *
     * @param webhook the webhook
     * @param secret its secret
     */
    public record Registered(Webhook webhook, Secret secret) {}

    /**
     * Makes a webhook of {@code tenant}.
     *
     * @param body the fields of the API
     * @throws Unavailable if a store does not answer; then nothing was made, or it will be removed
     */
    public Result<Registered> register(TenantId tenant, JsonNode body, WebhookRules rules) {
        WebhookId id = WebhookId.make(clock.instant().truncatedTo(ChronoUnit.MILLIS), random);
        return register(new WebhookKey(tenant, id), body, rules);
    }

    /**
     * Makes the webhook of a request that may have been carried out before: what it made then is what it made.
     *
     * @param key follows from the request, so that a repeat after a crash makes no second webhook
     */
    public Result<Registered> again(WebhookKey key, JsonNode body, WebhookRules rules) {
        Optional<Registered> before = made(key);
        // What another attempt stored meanwhile is what counts, its secret too.
        return before.isPresent()
                ? Result.ok(before.get())
                : register(key, body, rules).map(now -> made(key).orElse(now));
    }

    private Optional<Registered> made(WebhookKey key) {
        return webhooks.find(key)
                .map(made -> new Registered(
                        made, vault.get(key, made.secret().version()).current()));
    }

    private Result<Registered> register(WebhookKey key, JsonNode body, WebhookRules rules) {
        return switch (SettingsReader.create(body, rules)) {
            case Result.Refused<SettingsReader.Read>(Refusal refusal) -> Result.refused(refusal);
            case Result.Ok<SettingsReader.Read>(SettingsReader.Read read) ->
                targets.allows(read.settings().url()) ? make(key, read, rules) : Result.refused(refusedTarget());
        };
    }

    static Refusal refusedTarget() {
        ErrorCode code = ErrorCode.TARGET_REFUSED;
        List<FieldError> errors = List.of(new FieldError("/url", SettingsReader.TARGET_DETAIL));
        return new Refusal(code, code.title() + "; `errors` names the field.", errors, null);
    }

    private Result<Registered> make(WebhookKey key, SettingsReader.Read read, WebhookRules rules) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Secret secret = read.secret()
                .orElseGet(() -> Secret.generate(random, rules.dialect().secretForm()));
        Credentials credentials = credentials(secret, read);
        String version = vault.newVersion(random);
        Webhook webhook = new Webhook(
                key,
                1,
                read.uid(),
                read.settings(),
                read.active().orElse(true),
                null,
                Webhook.SecretRef.of(version, credentials),
                now,
                now);
        webhooks.announce(key, now.plus(MAKING));
        vault.put(key, version, credentials);
        return switch (webhooks.create(webhook, rules.creationsPerHour())) {
            case WebhookStore.Creation.Created _ -> {
                journal.write(Journal.Level.INFO, "webhook.created", names(key));
                yield Result.ok(new Registered(webhook, secret));
            }
            case WebhookStore.Creation.UidTaken _ ->
                undone(key, Refusal.of(ErrorCode.UID_TAKEN, "Another webhook of this tenant has this uid."));
            case WebhookStore.Creation.TooMany(Duration wait) ->
                undone(
                        key,
                        new Refusal(
                                ErrorCode.TOO_MANY_CREATIONS,
                                "At most " + rules.creationsPerHour() + " webhooks are made in an hour.",
                                List.of(),
                                wait));
        };
    }

    private Credentials credentials(Secret secret, SettingsReader.Read read) {
        Credentials credentials =
                Credentials.of(secret).withHeaders(read.headers().values(Map.of()));
        return switch (read.settings().wire().signing()) {
            case HMAC -> credentials;
            case ED25519 -> credentials.withKey(Ed25519Key.generate(random));
        };
    }

    private Result<Registered> undone(WebhookKey key, Refusal refusal) {
        // An earlier run of the same request may have come through meanwhile: then its secret is no leftover.
        Optional<Registered> before = made(key);
        if (before.isPresent()) {
            return Result.ok(before.get());
        }
        try {
            vault.delete(key);
            webhooks.retract(key);
        } catch (Unavailable e) {
            // It stays announced, so the maintenance function removes it.
            journal.write(Journal.Level.WARNING, "webhook.left_half_made", names(key));
        }
        return Result.refused(refusal);
    }

    static Map<String, Object> names(WebhookKey key) {
        return Map.of(
                "tenant_id",
                key.tenant().toString(),
                "webhook_id",
                key.webhook().toString());
    }
}
