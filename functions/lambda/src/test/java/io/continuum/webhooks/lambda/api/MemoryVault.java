package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretVault;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Secrets in memory. */
final class MemoryVault implements SecretVault {
    private final Map<WebhookKey, Map<String, Credentials>> secrets = new HashMap<>();

    @Override
    public synchronized void put(WebhookKey webhook, String version, Credentials credentials) {
        secrets.computeIfAbsent(webhook, _ -> new HashMap<>()).put(version, credentials);
    }

    @Override
    public synchronized Credentials get(WebhookKey webhook, String version) {
        Credentials credentials = Objects.requireNonNullElse(secrets.get(webhook), Map.<String, Credentials>of())
                .get(version);
        if (credentials == null) {
            throw new MissingSecret(webhook);
        }
        return credentials;
    }

    @Override
    public synchronized void delete(WebhookKey webhook) {
        secrets.remove(webhook);
    }

    /** Returns how many webhooks have secrets. */
    synchronized int size() {
        return secrets.size();
    }
}
