package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.job.Job;
import io.continuum.webhooks.core.maintenance.MovePass;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One world of configuration and state in memory. Every store that it gives is like a process of its own: it shares the
 * world and nothing else. Thread-safe: the stores hold this object's lock while they look or change.
 */
public final class InMemoryConfiguration {
    private static final Comparator<WebhookKey> BY_TENANT_AND_AGE =
            Comparator.comparing(WebhookKey::tenant).thenComparing(WebhookKey::webhook);

    final SortedMap<WebhookKey, Webhook> webhooks = new TreeMap<>(BY_TENANT_AND_AGE);
    final Map<WebhookKey, WebhookState> states = new HashMap<>();
    final Map<WebhookKey, Instant> tombstonesUntil = new HashMap<>();
    final Map<WebhookKey, Instant> announced = new HashMap<>();
    final Set<WebhookKey> taken = new HashSet<>();
    final Map<TenantId, List<Instant>> creations = new HashMap<>();
    final Map<JobKey, Job> jobs = new HashMap<>();
    final Map<KeyHash, ApiKey> keys = new HashMap<>();
    final AtomicReference<MovePass> pass = new AtomicReference<>();
    final Map<TenantId, Dialect> dialects = new HashMap<>();

    /** Returns a new store of states; {@code clock} decides when tombstones are over. */
    public InMemoryStateStore stateStore(InstantSource clock) {
        return new InMemoryStateStore(this, clock);
    }

    /** Returns a new store of configurations; {@code clock} decides about the window of creations and what is due. */
    public InMemoryWebhookStore webhookStore(InstantSource clock) {
        return new InMemoryWebhookStore(this, clock);
    }

    /** Returns a new store of keys. */
    public InMemoryKeyStore keyStore() {
        return new InMemoryKeyStore(this);
    }

    /** Returns a new store of jobs. */
    public InMemoryJobStore jobStore() {
        return new InMemoryJobStore(this);
    }

    /** Returns a new index of wakes. */
    public InMemoryWakeIndex wakeIndex() {
        return new InMemoryWakeIndex(this);
    }

    /** Returns a new walk over all webhooks. */
    public InMemoryWebhookWalk webhookWalk() {
        return new InMemoryWebhookWalk(this);
    }

    /** Returns the state that is there at {@code now}, a tombstone included; null if there is none. */
    synchronized WebhookState state(WebhookKey key, Instant now) {
        Instant until = tombstonesUntil.get(key);
        return until != null && !now.isBefore(until) ? null : states.get(key);
    }
}
