package io.continuum.webhooks.lambda.api.memory;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Configurations and states in memory; creations of an hour are all there ever were. */
public final class MemoryWebhooks implements WebhookStore, StateStore {
    private static final Duration WAIT = Duration.ofMinutes(7);

    private final Map<WebhookKey, Webhook> webhooks = new LinkedHashMap<>();
    private final Map<WebhookKey, WebhookState> states = new HashMap<>();
    private final AtomicReference<Runnable> interruption = new AtomicReference<>(() -> {});

    /** Does something once, at the next announcement: between a use case's reading and its writing. */
    public void whenAnnounced(Runnable what) {
        interruption.set(what);
    }

    @Override
    public void announce(WebhookKey key, Instant deadline) {
        interruption.getAndSet(() -> {}).run();
    }

    @Override
    public void retract(WebhookKey key) {}

    @Override
    public synchronized Creation create(Webhook webhook, int creationsPerHour) {
        TenantId tenant = webhook.key().tenant();
        if (taken(webhook)) {
            return new Creation.UidTaken();
        }
        if (all(tenant).size() >= creationsPerHour) {
            return new Creation.TooMany(WAIT);
        }
        webhooks.put(webhook.key(), webhook);
        WebhookState fresh =
                WebhookState.fresh(webhook.key(), webhook.settings().capacity(), webhook.createdAt());
        states.put(webhook.key(), fresh.configured(webhook.life(), 1, fresh.capacity()));
        return new Creation.Created();
    }

    @Override
    public synchronized Optional<Webhook> find(WebhookKey key) {
        return Optional.ofNullable(webhooks.get(key));
    }

    @Override
    public synchronized Optional<WebhookId> findByUid(TenantId tenant, String uid) {
        return all(tenant).stream()
                .filter(webhook -> uid.equals(webhook.uid()))
                .map(webhook -> webhook.key().webhook())
                .findFirst();
    }

    @Override
    public synchronized Page list(TenantId tenant, @Nullable Boolean active, int offset, int limit) {
        List<Webhook> fitting = all(tenant).stream()
                .filter(webhook -> active == null || webhook.active() == active)
                .toList();
        return new Page(fitting.stream().skip(offset).limit(limit).toList(), fitting.size());
    }

    @Override
    public synchronized Change update(Webhook before, Webhook after, boolean release) {
        Webhook now = webhooks.get(before.key());
        if (now == null) {
            return Change.GONE;
        }
        if (now.version() != before.version()) {
            return Change.LOST;
        }
        if (taken(after)) {
            return Change.UID_TAKEN;
        }
        webhooks.put(after.key(), after);
        WebhookState state = Objects.requireNonNull(states.get(after.key()));
        WebhookState next =
                state.configured(after.life(), after.version(), after.settings().capacity());
        states.put(after.key(), release ? next.with(Breaker.closed()) : next);
        return Change.DONE;
    }

    @Override
    public synchronized boolean delete(Webhook webhook) {
        Webhook now = webhooks.get(webhook.key());
        if (now == null || now.version() != webhook.version()) {
            return false;
        }
        webhooks.remove(webhook.key());
        states.computeIfPresent(
                webhook.key(), (_, state) -> state.configured(Life.DELETED, webhook.version() + 1, state.capacity()));
        return true;
    }

    @Override
    public synchronized List<Webhook> all(TenantId tenant) {
        return webhooks.values().stream()
                .filter(webhook -> webhook.key().tenant().equals(tenant))
                .toList();
    }

    @Override
    public synchronized Optional<WebhookState> peek(WebhookKey key) {
        return load(key);
    }

    @Override
    public synchronized Optional<WebhookState> load(WebhookKey key) {
        return Optional.ofNullable(states.get(key));
    }

    @Override
    public synchronized List<WebhookState> loadAll(Collection<WebhookKey> keys) {
        return keys.stream().flatMap(key -> load(key).stream()).toList();
    }

    @Override
    public synchronized Swap swap(WebhookState seen, WebhookState next) {
        WebhookState now = states.get(seen.key());
        if (now == null) {
            return new Swap.Gone();
        }
        if (now.revision() != seen.revision()) {
            return new Swap.Lost(now);
        }
        WebhookState stored = next.atRevision(seen.revision() + 1);
        states.put(seen.key(), stored);
        return new Swap.Done(stored);
    }

    private boolean taken(Webhook webhook) {
        return webhook.uid() != null
                && findByUid(webhook.key().tenant(), webhook.uid())
                        .filter(owner -> !owner.equals(webhook.key().webhook()))
                        .isPresent();
    }
}
