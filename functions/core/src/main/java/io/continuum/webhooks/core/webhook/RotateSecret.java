package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Ed25519Key;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretForm;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.signing.SignatureScheme;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives webhooks new secrets. The next attempt is signed by them, whatever is under way. Thread-safe. */
public final class RotateSecret {
    /** Tries of a change that others keep overtaking; each is read anew, so two is nearly always enough. */
    private static final int TRIES = 5;

    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final Journal journal;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final ChangeCredentials changes;

    /** Uses {@code random} for secrets and keys: it must be a cryptographic one. */
    public RotateSecret(
            WebhookStore webhooks, SecretVault vault, Journal journal, InstantSource clock, RandomGenerator random) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
        this.random = random;
        this.changes = new ChangeCredentials(webhooks, vault, journal, clock, random);
    }

    /**
     * Replaces the secret of {@code before}, and its key pair if it signs with one.
     *
     * @param ifMatch the version the caller has seen; empty = any
     * @param form how a secret is written that the rotation does not bring
     * @return the webhook and the only sight of its new secret; 409 while too many older ones are valid
     * @throws io.continuum.webhooks.core.problem.Unavailable if table or vault do not answer; the old secret then holds,
     *     or the new one does and nobody saw it, which another rotation mends
     */
    public Result<RegisterWebhook.Registered> rotate(
            Webhook before, Rotation rotation, OptionalLong ifMatch, SecretForm form) {
        Secret secret = rotation.secret().orElseGet(() -> Secret.generate(random, form));
        Optional<Webhook> seen = Optional.of(before);
        for (int i = 0; i < TRIES && seen.isPresent(); i++) {
            if (ifMatch.isPresent() && ifMatch.getAsLong() != seen.get().version()) {
                return Result.refused(
                        Refusal.of(ErrorCode.ETAG_MISMATCH, "Read the webhook again and repeat the change."));
            }
            switch (prepared(seen.get(), rotation, secret)) {
                case Result.Refused<Webhook>(Refusal refusal) -> {
                    return Result.refused(refusal);
                }
                case Result.Ok<Webhook>(Webhook after) -> {
                    if (webhooks.update(seen.get(), after, false) == WebhookStore.Change.DONE) {
                        journal.write(Journal.Level.INFO, "webhook.secret_rotated", RegisterWebhook.names(after.key()));
                        return Result.ok(new RegisterWebhook.Registered(after, secret));
                    }
                    // Changed or removed meanwhile: what was built on the old version must not hide the change.
                    seen = webhooks.find(before.key());
                }
            }
        }
        if (seen.isEmpty()) {
            changes.leave(before);
            return Result.refused(Refusal.notFound("webhook"));
        }
        return Result.refused(Refusal.of(ErrorCode.CONFLICT, "Others change this webhook; repeat the rotation."));
    }

    private Result<Webhook> prepared(Webhook webhook, Rotation rotation, Secret secret) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return rotated(webhook, rotation, secret, now)
                .map(credentials -> webhook.signedBy(changes.kept(webhook, credentials), now));
    }

    private Result<Credentials> rotated(Webhook webhook, Rotation rotation, Secret secret, Instant now) {
        boolean sent = webhook.settings().wire().sendsSecret();
        if (sent && !secret.fitsHeader()) {
            return refused("A secret that is sent in a header is printable ASCII without spaces at its ends.");
        }
        Optional<Credentials> before = credentials(webhook);
        boolean known = before.stream()
                .flatMap(credentials -> credentials.validAt(now).stream())
                .anyMatch(signing -> signing.secret().equals(secret));
        if (known) {
            return refused("This is a secret that the webhook has already.");
        }
        Ed25519Key key =
                webhook.settings().wire().signing() == SignatureScheme.ED25519 ? Ed25519Key.generate(random) : null;
        return before.map(old -> old.rotated(secret, key, now, rotation.grace(), rotation.when()))
                .orElseGet(() -> Optional.of(fresh(secret, key)))
                .map(Result::ok)
                .orElseGet(() -> Result.refused(Refusal.of(
                        ErrorCode.CONFLICT,
                        Credentials.MAX_VALID
                                + " secrets are valid already; wait for the end of one, or send `grace_seconds` 0.")));
    }

    /** Empty if the vault has lost them: then nothing can be signed, and a rotation is the way out. */
    private Optional<Credentials> credentials(Webhook webhook) {
        try {
            return Optional.of(vault.get(webhook.key(), webhook.secret().version()));
        } catch (SecretVault.MissingSecret e) {
            journal.write(Journal.Level.WARNING, "webhook.secret_missing", RegisterWebhook.names(webhook.key()));
            return Optional.empty();
        }
    }

    private static Credentials fresh(Secret secret, @Nullable Ed25519Key key) {
        Credentials credentials = Credentials.of(secret);
        return key == null ? credentials : credentials.withKey(key);
    }

    private static Result<Credentials> refused(String detail) {
        return Result.refused(Refusal.fields(List.of(new FieldError("/secret", detail))));
    }
}
