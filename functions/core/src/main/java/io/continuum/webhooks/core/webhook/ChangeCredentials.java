package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.signing.SignatureScheme;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Brings a webhook's credentials in line with new settings. What changes becomes a new version, in the vault before a
 * configuration names it; a version that nobody comes to name does no harm. Thread-safe.
 */
final class ChangeCredentials {
    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final Journal journal;
    private final InstantSource clock;
    private final RandomGenerator random;

    ChangeCredentials(
            WebhookStore webhooks, SecretVault vault, Journal journal, InstantSource clock, RandomGenerator random) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
        this.random = random;
    }

    /** Returns which credentials the webhook is to name with the new settings; the same where nothing changes. */
    Result<Webhook.SecretRef> forChange(Webhook seen, SettingsReader.Read read) {
        Webhook.Wire old = seen.settings().wire();
        Webhook.Wire wire = read.settings().wire();
        boolean headers = read.headers().change(old.headers());
        boolean signing = wire.signing() != old.signing();
        boolean sending = wire.sendsSecret() && !old.sendsSecret();
        if (!headers && !signing && !sending) {
            return Result.ok(seen.secret());
        }
        Credentials before;
        try {
            before = vault.get(seen.key(), seen.secret().version());
        } catch (SecretVault.MissingSecret e) {
            journal.write(Journal.Level.WARNING, "webhook.secret_missing", RegisterWebhook.names(seen.key()));
            return Result.refused(
                    Refusal.of(ErrorCode.CONFLICT, "The webhook's secret is lost; rotate it, then repeat the change."));
        }
        if (sending && !before.current().fitsHeader()) {
            return Result.refused(Refusal.fields(List.of(new FieldError(
                    "/send_raw_secret",
                    "The webhook's secret has characters that no header carries; rotate it first."))));
        }
        Credentials after = with(before.withHeaders(read.headers().values(before.headers())), wire.signing());
        return Result.ok(after.equals(before) ? seen.secret() : kept(seen, after));
    }

    /** A key pair, once made, stays: a webhook that comes back to it is verified by the same public key as before. */
    private Credentials with(Credentials credentials, SignatureScheme signing) {
        return signing == SignatureScheme.ED25519 && credentials.currentKey().isEmpty()
                ? credentials.withKey(Ed25519Key.generate(random))
                : credentials;
    }

    /** Puts a new version into the vault and returns what names it. */
    Webhook.SecretRef kept(Webhook webhook, Credentials credentials) {
        String version = vault.newVersion(random);
        // Announced like a half-made one: a deletion may take the whole secret away before this version makes it anew.
        // The maintenance function removes it then; where the webhook stays, it only drops the announcement.
        webhooks.announce(webhook.key(), clock.instant().plus(RegisterWebhook.MAKING));
        vault.put(webhook.key(), version, credentials);
        return Webhook.SecretRef.of(version, credentials);
    }

    /** Sees to it that nothing is left of a webhook that was deleted while its credentials changed. */
    void leave(Webhook gone) {
        // The deletion may have dropped the announcement with its own.
        webhooks.announce(gone.key(), clock.instant());
    }
}
