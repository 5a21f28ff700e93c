package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.InstantSource;

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

    /** Removes a webhook; false if somebody else did. What is under way to it ends as cancelled. */
    public boolean delete(Webhook webhook) {
        // Announced like a half-made one, so that the secret goes even if we die between the two.
        webhooks.announce(webhook.key(), clock.instant().plus(RegisterWebhook.MAKING));
        boolean removed = remove(webhook);
        try {
            vault.delete(webhook.key());
            webhooks.retract(webhook.key());
        } catch (Unavailable e) {
            journal.write(Journal.Level.WARNING, "webhook.secret_left", RegisterWebhook.names(webhook.key()));
        }
        if (removed) {
            journal.write(Journal.Level.INFO, "webhook.deleted", RegisterWebhook.names(webhook.key()));
        }
        return removed;
    }

    private boolean remove(Webhook webhook) {
        Webhook seen = webhook;
        while (!webhooks.delete(seen)) {
            // Changed or gone meanwhile: a deletion holds against any change.
            var now = webhooks.find(seen.key());
            if (now.isEmpty()) {
                return false;
            }
            seen = now.get();
        }
        return true;
    }
}
