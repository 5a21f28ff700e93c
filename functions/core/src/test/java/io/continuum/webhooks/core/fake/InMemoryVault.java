package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretUpkeep;
import io.continuum.webhooks.core.signing.SecretVault;
import java.util.HashMap;
import java.util.Map;

/** A vault in memory, where every secret is where it belongs. Thread-safe. */
public final class InMemoryVault implements SecretVault, SecretUpkeep {
    private final Map<WebhookKey, Map<String, Credentials>> versions = new HashMap<>();

    @Override
    public synchronized void put(WebhookKey webhook, String version, Credentials credentials) {
        Credentials known =
                versions.computeIfAbsent(webhook, _ -> new HashMap<>()).putIfAbsent(version, credentials);
        if (known != null && !known.equals(credentials)) {
            throw new IllegalStateException("a version never changes");
        }
    }

    @Override
    public synchronized Credentials get(WebhookKey webhook, String version) {
        Credentials credentials = versions.getOrDefault(webhook, Map.of()).get(version);
        if (credentials == null) {
            throw new MissingSecret(webhook);
        }
        return credentials;
    }

    @Override
    public synchronized void delete(WebhookKey webhook) {
        versions.remove(webhook);
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
