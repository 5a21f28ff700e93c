package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.signing.SecretUpkeep;
import io.continuum.webhooks.core.webhook.MoveSecret;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the secrets of all webhooks to the store and under the key that the settings name, slice by slice. A slice works
 * first and then remembers, by condition, how far it came: one that dies is taken again, and what is done twice stays
 * done. Costs one small read a run while nothing is to move. Thread-safe.
 */
public final class MoveSecrets {
    /** Items looked at between two looks at the clock; about half are webhooks, some seconds of work if all move. */
    private static final int SLICE = 100;

    private final WebhookWalk walk;
    private final SecretUpkeep upkeep;
    private final MoveSecret moveSecret;
    private final Journal journal;
    private final InstantSource clock;

    /** Finds webhooks by {@code walk}. */
    public MoveSecrets(
            WebhookWalk walk, SecretUpkeep upkeep, MoveSecret moveSecret, Journal journal, InstantSource clock) {
        this.walk = walk;
        this.upkeep = upkeep;
        this.moveSecret = moveSecret;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Goes on until {@code deadline} or the end of the pass.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if a store does not answer; the next run goes on
     */
    public void run(Instant deadline) {
        Optional<MovePass> remembered = walk.pass();
        String aim = upkeep.aim();
        MovePass pass = remembered
                .filter(one -> one.aim().equals(aim))
                .orElseGet(() -> MovePass.first(
                        aim, clock.instant(), remembered.map(MovePass::revision).orElse(0L)));
        while (!pass.done()
                && !pass.begins().isAfter(clock.instant())
                && !clock.instant().isAfter(deadline)) {
            WebhookWalk.Slice slice = walk.next(pass.after(), SLICE);
            int moved = 0;
            for (Webhook webhook : slice.webhooks()) {
                moved += moveSecret.move(webhook, upkeep) ? 1 : 0;
            }
            MovePass next = pass.behind(slice.next(), moved, clock.instant());
            // By condition: of two runs at once one goes on.
            if (!walk.save(next)) {
                return;
            }
            pass = next.stored();
            if (pass.done()) {
                journal.write(Journal.Level.INFO, "secrets.moved", Map.of("aim", aim));
            }
        }
    }
}
