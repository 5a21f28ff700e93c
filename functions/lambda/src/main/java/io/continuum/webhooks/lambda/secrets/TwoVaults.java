package io.continuum.webhooks.lambda.secrets;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretUpkeep;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Both stores as one: a version's name says where it is, so that webhooks of either kind live side by side and new
 * versions go where the settings say. Thread-safe.
 */
public final class TwoVaults implements SecretVault, SecretUpkeep {
    private final SecretStorage storage;
    private final SecretsManagerVault secretsManager;
    private final KeyringVault keyring;

    /** Makes new versions in {@code storage}. */
    public TwoVaults(SecretStorage storage, SecretsManagerVault secretsManager, KeyringVault keyring) {
        this.storage = storage;
        this.secretsManager = secretsManager;
        this.keyring = keyring;
    }

    @Override
    public String newVersion(RandomGenerator random) {
        return switch (storage) {
            case SECRETS_MANAGER -> secretsManager.newVersion(random);
            case KEYRING -> keyring.newVersion(random);
        };
    }

    @Override
    public void put(WebhookKey webhook, String version, Credentials credentials) {
        at(version).put(webhook, version, credentials);
    }

    @Override
    public Credentials get(WebhookKey webhook, String version) {
        return at(version).get(webhook, version);
    }

    /** In both: a webhook that moved may have left a copy behind. */
    @Override
    public void delete(WebhookKey webhook) {
        keyring.delete(webhook);
        secretsManager.delete(webhook);
    }

    @Override
    public void retain(WebhookKey webhook, String version, Instant before) {
        keyring.retain(webhook, version, before);
        if (KeyringVault.keeps(version)) {
            secretsManager.removeUnused(webhook, before);
        }
    }

    @Override
    public String aim() {
        return switch (storage) {
            case SECRETS_MANAGER -> "secrets-manager";
            case KEYRING -> "keyring " + keyring.currentKey();
        };
    }

    @Override
    public boolean isHome(String version) {
        return KeyringVault.keeps(version) == (storage == SecretStorage.KEYRING);
    }

    @Override
    public boolean renew(WebhookKey webhook, String version) {
        return KeyringVault.keeps(version) && keyring.renew(webhook, version);
    }

    private SecretVault at(String version) {
        return KeyringVault.keeps(version) ? keyring : secretsManager;
    }
}
