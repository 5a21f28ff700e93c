package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Brings a webhook's configuration and credentials, from memory where that is as new as the admission says. Nothing
 * goes stale: the admission names the version, and the configuration names the secret's version, which never changes. So
 * while the vault does not answer, what is in memory goes on being used, for as long as the process lives, and never for
 * a newer secret. Thread-safe.
 */
public final class LoadWebhook {
    /** Webhooks kept by one process. One takes about 2 KB, so all of them 4 MB of a 512 MB function. */
    public static final int KEPT = 2_000;

    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final OptionalInt maxAttempts;
    private final Map<WebhookKey, LoadedWebhook> known = Collections.synchronizedMap(new Recent());

    /** Reads from {@code webhooks} and {@code vault} what is not in memory. */
    public LoadWebhook(WebhookStore webhooks, SecretVault vault) {
        this(webhooks, vault, OptionalInt.empty());
    }

    /**
     * Reads as the other one does.
     *
     * @param maxAttempts the operator's ceiling, which holds for webhooks that were made before it was set too; empty =
     *     none
     */
    public LoadWebhook(WebhookStore webhooks, SecretVault vault, OptionalInt maxAttempts) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.maxAttempts = maxAttempts;
    }

    /**
     * Returns the webhook at {@code version} or newer; empty if it is deleted.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if table or vault do not answer
     */
    public Optional<LoadedWebhook> load(WebhookKey key, long version) {
        LoadedWebhook held = known.get(key);
        if (held != null && held.webhook().version() >= version && held.signs() != null) {
            return Optional.of(held);
        }
        Optional<LoadedWebhook> loaded = webhooks.find(key).map(webhook -> signed(limited(webhook), held));
        loaded.ifPresentOrElse(fresh -> known.put(key, fresh), () -> known.remove(key));
        return loaded;
    }

    /** Returns the webhook as this process last saw it, if it did: for what is shown, not for what is decided. */
    Optional<Webhook> glance(WebhookKey key) {
        return Optional.ofNullable(known.get(key)).map(LoadedWebhook::webhook);
    }

    /** Those used last: without the vault they are all that can be signed for. */
    private static final class Recent extends LinkedHashMap<WebhookKey, LoadedWebhook> {
        private static final long serialVersionUID = 1L;
        private static final float USUAL_LOAD = 0.75f;

        Recent() {
            super(16, USUAL_LOAD, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<WebhookKey, LoadedWebhook> eldest) {
            return size() > KEPT;
        }
    }

    private Webhook limited(Webhook webhook) {
        return maxAttempts.isEmpty() ? webhook : webhook.withAtMost(maxAttempts.getAsInt());
    }

    private LoadedWebhook signed(Webhook webhook, @Nullable LoadedWebhook held) {
        LoadedWebhook.Signs unchanged = held != null
                        && held.webhook()
                                .secret()
                                .version()
                                .equals(webhook.secret().version())
                ? held.signs()
                : null;
        return new LoadedWebhook(webhook, unchanged != null ? unchanged : signs(webhook));
    }

    private LoadedWebhook.@Nullable Signs signs(Webhook webhook) {
        try {
            return LoadedWebhook.Signs.with(
                    vault.get(webhook.key(), webhook.secret().version()));
        } catch (SecretVault.MissingSecret e) {
            return null;
        }
    }
}
