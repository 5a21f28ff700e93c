package io.continuum.webhooks.lambda.secrets;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.signing.Ciphertexts;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Keyring;
import io.continuum.webhooks.core.signing.Sealed;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Keeps credentials encrypted, all with the keys of one keyring: for accounts with so many webhooks that a secret for
 * each costs too much. Reading never writes. Thread-safe.
 */
public final class KeyringVault implements SecretVault {
    /** What names of its versions begin with. */
    private static final String PREFIX = "kr-";

    private final Ciphertexts ciphertexts;
    private final KeyringSecret keyring;
    private final RandomGenerator random;

    /** Uses {@code random} for nonces: it must be a cryptographic one. */
    public KeyringVault(Ciphertexts ciphertexts, KeyringSecret keyring, RandomGenerator random) {
        this.ciphertexts = ciphertexts;
        this.keyring = keyring;
        this.random = random;
    }

    /** Returns whether a version of this name is kept here. */
    static boolean keeps(String version) {
        return version.startsWith(PREFIX);
    }

    @Override
    public String newVersion(RandomGenerator generator) {
        return PREFIX + SecretVault.super.newVersion(generator);
    }

    @Override
    public void put(WebhookKey webhook, String version, Credentials credentials) {
        Sealed sealed = keyring.get().seal(webhook, version, CredentialsJson.write(credentials), random);
        // By condition, so that of two calls at once one is kept and the other one finds it.
        if (!ciphertexts.add(webhook, version, sealed) && !get(webhook, version).equals(credentials)) {
            throw new IllegalStateException("a version never changes");
        }
    }

    @Override
    public Credentials get(WebhookKey webhook, String version) {
        return CredentialsJson.read(text(webhook, version, found(webhook, version)))
                .orElseThrow(() -> new MissingSecret(webhook));
    }

    @Override
    public void delete(WebhookKey webhook) {
        ciphertexts.remove(webhook);
    }

    @Override
    public void retain(WebhookKey webhook, String version, Instant before) {
        ciphertexts.retain(webhook, version, before);
    }

    /** Returns the id of the key that encrypts. */
    String currentKey() {
        return keyring.get().current();
    }

    /** Encrypts with the current key what is encrypted with another one; returns whether that was so. */
    boolean renew(WebhookKey webhook, String version) {
        Sealed before = found(webhook, version);
        Keyring current = keyring.get();
        if (before.keyId().equals(current.current())) {
            return false;
        }
        Sealed after = current.seal(webhook, version, text(webhook, version, before), random);
        // By condition: of two runs at once one writes, and a deletion meanwhile is not undone.
        ciphertexts.replace(webhook, version, before, after);
        return true;
    }

    private Sealed found(WebhookKey webhook, String version) {
        return ciphertexts.find(webhook, version).orElseThrow(() -> new MissingSecret(webhook));
    }

    private String text(WebhookKey webhook, String version, Sealed sealed) {
        return keyring.having(sealed.keyId())
                .flatMap(keys -> keys.open(webhook, version, sealed))
                .orElseThrow(() -> new MissingSecret(webhook));
    }
}
