package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * One minute's work: a bounded step for everything that is due. Each step is conditional, so that a doubled tick does
 * nothing twice. Thread-safe.
 */
public final class Tick {
    /** Steps of one tick at most; the next tick goes on. */
    private static final int MOST = 500;

    private final WakeIndex index;
    private final Release release;
    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final Journal journal;
    private final InstantSource clock;

    /** Finds work in {@code index}. */
    public Tick(
            WakeIndex index,
            Release release,
            WebhookStore webhooks,
            SecretVault vault,
            Journal journal,
            InstantSource clock) {
        this.index = index;
        this.release = release;
        this.webhooks = webhooks;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
    }

    /** Does what is due until it is done, or until {@code deadline} is near. */
    public void run(Instant deadline) {
        for (WakeIndex.Due due : index.due(clock.instant(), MOST)) {
            if (clock.instant().isAfter(deadline)) {
                return;
            }
            try {
                switch (due) {
                    case WakeIndex.Due.Wake(WebhookKey key) -> release.step(key, deadline);
                    case WakeIndex.Due.HalfMade(WebhookKey key) -> remove(key);
                }
            } catch (Unavailable e) {
                // It stays due, so the next tick finds it.
                journal.write(
                        Journal.Level.WARNING,
                        "maintenance.unavailable",
                        Map.of("service", String.valueOf(e.getMessage())));
            } catch (RuntimeException e) {
                // The outermost frame of one step: what it runs into must not keep the others back, minute after
                // minute.
                journal.write(
                        Journal.Level.ERROR,
                        "maintenance.bug",
                        Map.of("exception", e.getClass().getName()));
            }
        }
    }

    /** A webhook that is real keeps its secret: only its announcement was left. */
    private void remove(WebhookKey key) {
        if (webhooks.find(key).isEmpty()) {
            vault.delete(key);
        }
        webhooks.retract(key);
    }
}
