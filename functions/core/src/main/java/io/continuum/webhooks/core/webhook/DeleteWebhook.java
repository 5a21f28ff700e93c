package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/** Removes webhooks, their secrets with them. Thread-safe. */
public final class DeleteWebhook {
    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final Journal journal;
    private final InstantSource clock;

    /** Removes from {@code webhooks} and {@code vault}. */
    public DeleteWebhook(WebhookStore webhooks, SecretVault vault, Journal journal, InstantSource clock) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Removes a webhook and returns it as it was at last. What is under way to it ends as cancelled.
     *
     * @param ifMatch the version the caller has seen; empty = any
     */
    public Result<Webhook> delete(Webhook webhook, OptionalLong ifMatch) {
        // Announced like a half-made one, so that the secret goes even if we die between the two. Where the webhook
        // stays after all, the maintenance function drops the announcement and leaves the secret.
        webhooks.announce(webhook.key(), clock.instant().plus(RegisterWebhook.MAKING));
        return remove(webhook, ifMatch).map(removed -> {
            forget(removed);
            journal.write(Journal.Level.INFO, "webhook.deleted", RegisterWebhook.names(removed.key()));
            return removed;
        });
    }

    private void forget(Webhook removed) {
        try {
            vault.delete(removed.key());
            webhooks.retract(removed.key());
        } catch (Unavailable e) {
            journal.write(Journal.Level.WARNING, "webhook.secret_left", RegisterWebhook.names(removed.key()));
        }
    }

    private Result<Webhook> remove(Webhook webhook, OptionalLong ifMatch) {
        Webhook seen = webhook;
        while (ifMatch.isEmpty() || ifMatch.getAsLong() == seen.version()) {
            if (webhooks.delete(seen)) {
                return Result.ok(seen);
            }
            // Changed or gone meanwhile: unless the caller named a version, a deletion holds against any change.
            Optional<Webhook> now = webhooks.find(seen.key());
            if (now.isEmpty()) {
                return Result.refused(Refusal.notFound("webhook"));
            }
            seen = now.get();
        }
        return Result.refused(Refusal.of(ErrorCode.ETAG_MISMATCH, "Read the webhook again and repeat the deletion."));
    }
}
