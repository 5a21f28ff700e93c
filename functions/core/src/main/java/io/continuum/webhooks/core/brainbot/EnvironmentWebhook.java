package io.continuum.webhooks.core.brainbot;

import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.UrlVerdict;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookRules;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the webhook that markdown-brain-bot's environment describes (spec.md §7): made, changed or disabled until it is
 * as the environment says. Doing it twice, at the same time too, makes one webhook. Thread-safe.
 */
public final class EnvironmentWebhook {
    /** Whose webhook it is. */
    public static final TenantId TENANT = new TenantId("default");

    /** What it is called. */
    public static final String UID = "markdown-brain-bot";

    /** Why it is disabled when the environment names no URL or no events. */
    static final String REASON = "environment";

    /** Tries of a change that others keep overtaking. */
    private static final int TRIES = 5;

    /** What is still only announced after this long was given up by whoever made it. */
    private static final Duration MAKING = Duration.ofMinutes(5);

    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final Supplier<BrainBotSettings> environment;
    private final WebhookRules rules;
    private final Surroundings surroundings;

    /**
     * What is not about webhooks.
     *
     * @param journal a line for what changed
     * @param clock tells the time
     * @param random for ids and secrets: it must be a cryptographic one
     */
    public record Surroundings(Journal journal, InstantSource clock, RandomGenerator random) {}

    /** Keeps it in {@code webhooks} and {@code vault}; {@code rules} are those of its tenant. */
    public EnvironmentWebhook(
            WebhookStore webhooks,
            SecretVault vault,
            Supplier<BrainBotSettings> environment,
            WebhookRules rules,
            Surroundings surroundings) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.environment = environment;
        this.rules = rules;
        this.surroundings = surroundings;
    }

    /**
     * Makes the webhook as the environment says. One that somebody else disabled stays disabled until the environment
     * changes.
     *
     * @return false if others were in the way all the time: it is worth another try
     * @throws io.continuum.webhooks.core.problem.Unavailable if a store does not answer
     */
    public boolean ensure() {
        BrainBotSettings settings = environment.get();
        Wanted wanted = null;
        if (settings.sends()) {
            switch (rules.targets().parse(String.valueOf(settings.url()))) {
                case UrlVerdict.Accepted(TargetUrl url) -> wanted = new Wanted(settings, url, new BrainBotFormat());
                case UrlVerdict.Refused _ -> {
                    Map<String, String> fields = Map.of("variable", "MEM0_WEBHOOK_URL");
                    surroundings.journal().write(Journal.Level.ERROR, "environment_webhook.refused", fields);
                    return true;
                }
            }
        }
        for (int i = 0; i < TRIES; i++) {
            if (tried(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Null = nothing is to be sent. */
    private boolean tried(@Nullable Wanted wanted) {
        Optional<Webhook> found =
                webhooks.findByUid(TENANT, UID).flatMap(id -> webhooks.find(new WebhookKey(TENANT, id)));
        if (wanted == null) {
            return found.filter(Webhook::active).map(this::disable).orElse(true);
        }
        return found.map(before -> change(before, wanted)).orElseGet(() -> create(wanted));
    }

    private boolean disable(Webhook before) {
        return update(before, before.disabled(REASON, now()), false);
    }

    private boolean create(Wanted wanted) {
        WebhookKey key = new WebhookKey(TENANT, WebhookId.make(now(), surroundings.random()));
        Credentials credentials = wanted.credentials(fresh());
        String version = version();
        Webhook webhook = new Webhook(
                key,
                1,
                UID,
                wanted.settings(rules.usual()),
                true,
                null,
                Webhook.SecretRef.of(version, credentials),
                now(),
                now());
        webhooks.announce(key, now().plus(MAKING));
        vault.put(key, version, credentials);
        return switch (webhooks.create(webhook, rules.creationsPerHour())) {
            case WebhookStore.Creation.Created _ -> noted("environment_webhook.created", key);
            // Another process was faster, or the tenant has made too many: whoever looks again sees which.
            case WebhookStore.Creation.UidTaken _ -> undone(key);
            case WebhookStore.Creation.TooMany _ -> undone(key);
        };
    }

    private boolean undone(WebhookKey key) {
        vault.delete(key);
        webhooks.retract(key);
        return false;
    }

    private boolean change(Webhook before, Wanted wanted) {
        Webhook.Settings after = wanted.settings(before.settings());
        Optional<Credentials> known = known(before);
        Credentials credentials = wanted.credentials(known.orElseGet(this::fresh));
        boolean sameCredentials = known.filter(credentials::equals).isPresent();
        boolean same = sameCredentials && after.equals(before.settings());
        boolean active = before.active() || !same || REASON.equals(before.disabledReason());
        if (same && active == before.active()) {
            return true;
        }
        String version = sameCredentials ? before.secret().version() : version();
        Webhook next = new Webhook(
                before.key(),
                before.version() + 1,
                UID,
                after,
                active,
                null,
                sameCredentials ? before.secret() : Webhook.SecretRef.of(version, credentials),
                before.createdAt(),
                now());
        if (!sameCredentials) {
            // Before the configuration names it: whoever reads that finds it. Announced, as a deletion may take the
            // whole secret away before this version makes it anew.
            webhooks.announce(before.key(), now().plus(MAKING));
            vault.put(before.key(), version, credentials);
        }
        boolean moved = !after.url().equals(before.settings().url());
        return update(before, next, moved || !before.active());
    }

    private Optional<Credentials> known(Webhook webhook) {
        try {
            return Optional.of(vault.get(webhook.key(), webhook.secret().version()));
        } catch (SecretVault.MissingSecret e) {
            return Optional.empty();
        }
    }

    /** The condition on the version closes the race with another process and with the API. */
    private boolean update(Webhook before, Webhook after, boolean release) {
        return switch (webhooks.update(before, after, release)) {
            case DONE -> noted("environment_webhook.updated", before.key());
            case LOST, UID_TAKEN -> false;
            case GONE -> {
                // The deletion may have dropped the announcement with its own, before the new credentials were put.
                webhooks.announce(before.key(), now());
                yield false;
            }
        };
    }

    private boolean noted(String what, WebhookKey key) {
        surroundings
                .journal()
                .write(
                        Journal.Level.INFO,
                        what,
                        Map.of(
                                "tenant_id",
                                TENANT.toString(),
                                "webhook_id",
                                key.webhook().toString()));
        return true;
    }

    private Credentials fresh() {
        return Credentials.of(Secret.generate(surroundings.random()));
    }

    private String version() {
        return vault.newVersion(surroundings.random());
    }

    private Instant now() {
        return surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
