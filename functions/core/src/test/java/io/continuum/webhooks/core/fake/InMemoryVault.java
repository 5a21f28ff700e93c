package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretUpkeep;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** A vault in memory, where every secret is where it belongs. Thread-safe. */
public final class InMemoryVault implements SecretVault, SecretUpkeep {
    private final Map<WebhookKey, Map<String, Kept>> versions = new HashMap<>();
    private final InstantSource clock;

    /** Makes one in which everything is as old as can be. */
    public InMemoryVault() {
        this(() -> Instant.MIN);
    }

    /** Notes by {@code clock} when versions are put. */
    public InMemoryVault(InstantSource clock) {
        this.clock = clock;
    }

    private record Kept(Credentials credentials, Instant since) {}

    @Override
    public synchronized void put(WebhookKey webhook, String version, Credentials credentials) {
        Kept known = versions.computeIfAbsent(webhook, _ -> new HashMap<>())
                .putIfAbsent(version, new Kept(credentials, clock.instant()));
        if (known != null && !known.credentials().equals(credentials)) {
            throw new IllegalStateException("a version never changes");
        }
    }

    @Override
    public synchronized Credentials get(WebhookKey webhook, String version) {
        Kept kept = versions.getOrDefault(webhook, Map.of()).get(version);
        if (kept == null) {
            throw new MissingSecret(webhook);
        }
        return kept.credentials();
    }

    @Override
    public synchronized void delete(WebhookKey webhook) {
        versions.remove(webhook);
    }

    @Override
    public synchronized void retain(WebhookKey webhook, String version, Instant before) {
        versions.getOrDefault(webhook, new HashMap<>())
                .entrySet()
                .removeIf(entry -> !entry.getKey().equals(version)
                        && entry.getValue().since().isBefore(before));
    }

    @Override
    public String aim() {
        return "memory";
    }

    @Override
    public boolean isHome(String version) {
        return true;
    }

    @Override
    public boolean renew(WebhookKey webhook, String version) {
        return false;
    }

    /** Returns how many webhooks have secrets. */
    public synchronized int size() {
        return versions.size();
    }
}
