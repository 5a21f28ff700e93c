package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretVault;

/** Lets something else happen before it writes. */
public record OvertakenVault(SecretVault vault, Runnable before) implements SecretVault {
    @Override
    public void put(WebhookKey webhook, String version, Credentials credentials) {
        before.run();
        vault.put(webhook, version, credentials);
    }

    @Override
    public Credentials get(WebhookKey webhook, String version) {
        return vault.get(webhook, version);
    }

    @Override
    public void delete(WebhookKey webhook) {
        vault.delete(webhook);
    }
}
