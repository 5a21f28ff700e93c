package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** A store at which something else can happen between a use case's reading and its writing. */
final class InterruptedStore implements WebhookStore {
    private final WebhookStore store;
    private final AtomicReference<Runnable> interruption = new AtomicReference<>(() -> {});
    private final Set<WebhookKey> announced = new HashSet<>();

    InterruptedStore(WebhookStore store) {
        this.store = store;
    }

    /** Does {@code what} once, at the next announcement. */
    void whenAnnounced(Runnable what) {
        interruption.set(what);
    }

    /** Returns what was announced and neither made nor retracted. */
    Set<WebhookKey> announced() {
        return announced;
    }

    @Override
    public void announce(WebhookKey key, Instant deadline) {
        store.announce(key, deadline);
        announced.add(key);
        interruption.getAndSet(() -> {}).run();
    }

    @Override
    public Creation create(Webhook webhook, int creationsPerHour) {
        Creation creation = store.create(webhook, creationsPerHour);
        if (creation instanceof Creation.Created) {
            announced.remove(webhook.key());
        }
        return creation;
    }

    @Override
    public boolean takeOver(WebhookKey key, Instant now, Instant deadline) {
        return store.takeOver(key, now, deadline);
    }

    @Override
    public void retract(WebhookKey key, Instant deadline) {
        store.retract(key, deadline);
    }

    @Override
    public void retract(WebhookKey key) {
        store.retract(key);
        announced.remove(key);
    }

    @Override
    public Optional<Webhook> find(WebhookKey key) {
        return store.find(key);
    }

    @Override
    public Optional<WebhookId> findByUid(TenantId tenant, String uid) {
        return store.findByUid(tenant, uid);
    }

    @Override
    public Page list(TenantId tenant, Query query) {
        return store.list(tenant, query);
    }

    @Override
    public Change update(Webhook before, Webhook after, boolean release) {
        return store.update(before, after, release);
    }

    @Override
    public boolean delete(Webhook webhook) {
        return store.delete(webhook);
    }

    @Override
    public List<PublicKey> publicKeys(TenantId tenant) {
        return store.publicKeys(tenant);
    }

    @Override
    public List<Webhook> all(TenantId tenant) {
        return store.all(tenant);
    }
}
