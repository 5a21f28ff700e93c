package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.SecretUpkeep;
import io.continuum.webhooks.core.signing.SecretVault;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * Takes a webhook's credentials to the store that keeps new ones. First they are there, then the configuration names
 * them, then, minutes later, the old copy goes: whoever dies in between leaves a webhook that signs, and an announcement
 * by which the maintenance function removes the copy that is not named. Thread-safe.
 */
public final class MoveSecret {
    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final Journal journal;
    private final ChangeCredentials change;

    /** Uses {@code random} for versions. */
    public MoveSecret(
            WebhookStore webhooks, SecretVault vault, Journal journal, InstantSource clock, RandomGenerator random) {
        this.webhooks = webhooks;
        this.vault = vault;
        this.journal = journal;
        this.change = new ChangeCredentials(webhooks, vault, journal, clock, random);
    }

    /**
     * Moves what signs for {@code seen}; where it is home already, has it encrypted with the current key.
     *
     * @return false if there is nothing to do: it is as it should be, or gone, or its secret cannot be read
     * @throws io.continuum.webhooks.core.problem.Unavailable if table or vault do not answer; the old copy then holds
     */
    public boolean move(Webhook seen, SecretUpkeep upkeep) {
        String version = seen.secret().version();
        try {
            return upkeep.isHome(version) ? upkeep.renew(seen.key(), version) : moved(seen);
        } catch (SecretVault.MissingSecret e) {
            // Its deliveries tell (signing_error); a rotation is the way out, and it stores where new ones are kept.
            journal.write(Journal.Level.WARNING, "webhook.secret_missing", RegisterWebhook.names(seen.key()));
            return false;
        }
    }

    private boolean moved(Webhook seen) {
        Credentials credentials = vault.get(seen.key(), seen.secret().version());
        Webhook after = seen.keptAs(change.kept(seen, credentials));
        return switch (webhooks.update(seen, after, false)) {
            case DONE -> {
                journal.write(Journal.Level.INFO, "webhook.secret_moved", RegisterWebhook.names(seen.key()));
                yield true;
            }
            // Changed meanwhile, perhaps by somebody who stores where secrets were: to be looked at again.
            case LOST, UID_TAKEN -> true;
            case GONE -> {
                change.leave(seen);
                yield false;
            }
        };
    }
}
