package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
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

    /**
     * So long after a webhook's last change a secret that is not there may only be on its way: Secrets Manager names no
     * bound for how late a read sees a write, seconds are usual. A secret that is lost is told from it that much later.
     */
    static final Duration SETTLES = Duration.ofSeconds(60);

    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final InstantSource clock;
    private final OptionalInt maxAttempts;
    private final Map<WebhookKey, LoadedWebhook> known = Collections.synchronizedMap(new Recent());

    /** Reads under way; each began after somebody had been told of its version, so it finds that or a newer one. */
    private final ConcurrentMap<Wanted, CompletableFuture<Optional<LoadedWebhook>>> reading = new ConcurrentHashMap<>();

    private record Wanted(WebhookKey key, long version) {}

    /** Reads from {@code webhooks} and {@code vault} what is not in memory. */
    public LoadWebhook(WebhookStore webhooks, SecretVault vault, InstantSource clock) {
        this(webhooks, vault, clock, OptionalInt.empty());
    }

    /**
     * Reads as the other one does.
     *
     * @param maxAttempts the operator's ceiling, which holds for webhooks that were made before it was set too; empty =
     *     none
     */
    public LoadWebhook(WebhookStore webhooks, SecretVault vault, InstantSource clock, OptionalInt maxAttempts) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.clock = clock;
        this.maxAttempts = maxAttempts;
    }

    /**
     * Returns the webhook at {@code version} or newer; empty if it is deleted.
     *
     * @throws Unavailable if table or vault do not answer, or have no secret of a webhook that changed a moment ago
     */
    public Optional<LoadedWebhook> load(WebhookKey key, long version) {
        Wanted wanted = new Wanted(key, version);
        LoadedWebhook held = held(wanted);
        if (held != null) {
            return Optional.of(held);
        }
        CompletableFuture<Optional<LoadedWebhook>> mine = new CompletableFuture<>();
        CompletableFuture<Optional<LoadedWebhook>> first = reading.putIfAbsent(wanted, mine);
        return first == null ? readFor(wanted, mine) : joined(first);
    }

    private @Nullable LoadedWebhook held(Wanted wanted) {
        LoadedWebhook held = known.get(wanted.key);
        return held != null && held.webhook().version() >= wanted.version && held.signs() != null ? held : null;
    }

    /** Reads once for all members of a batch, which ask at the same time. */
    private Optional<LoadedWebhook> readFor(Wanted wanted, CompletableFuture<Optional<LoadedWebhook>> others) {
        try {
            // Somebody may have read it between our first look and our turn.
            LoadedWebhook held = held(wanted);
            Optional<LoadedWebhook> loaded = held == null ? read(wanted.key) : Optional.of(held);
            others.complete(loaded);
            return loaded;
        } catch (RuntimeException | Error e) {
            others.completeExceptionally(e);
            throw e;
        } finally {
            reading.remove(wanted, others);
        }
    }

    private Optional<LoadedWebhook> read(WebhookKey key) {
        LoadedWebhook before = known.get(key);
        Optional<LoadedWebhook> loaded = webhooks.find(key).map(webhook -> signed(limited(webhook), before));
        loaded.ifPresentOrElse(fresh -> known.put(key, fresh), () -> known.remove(key));
        return loaded;
    }

    private static Optional<LoadedWebhook> joined(CompletableFuture<Optional<LoadedWebhook>> first) {
        try {
            return first.join();
        } catch (CompletionException e) {
            // As if this one had asked: whoever calls tells services that do not answer from bugs by their class.
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
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
            if (clock.instant().isBefore(webhook.updatedAt().plus(SETTLES))) {
                throw new Unavailable("the secret of a webhook that changed a moment ago", e);
            }
            return null;
        }
    }
}
