package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.deadletter.SweepCopies;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.job.RunJobs;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One minute's work: a bounded step for everything that is due. Each step is conditional, so that a doubled tick does
 * nothing twice. Thread-safe.
 */
public final class Tick {
    /** Steps of one tick at most; the next tick goes on. */
    private static final int MOST = 500;

    /** A step that is begun gets as long at least: time for one slice. */
    private static final Duration SHORTEST_TURN = Duration.ofSeconds(1);

    /** What is younger may still come to be named: no request and no run lasts as long (29 s, 60 s). */
    private static final Duration UNDER_WAY = Duration.ofMinutes(2);

    private final WakeIndex index;
    private final Work work;
    private final WebhookStore webhooks;
    private final SecretVault vault;
    private final Journal journal;
    private final InstantSource clock;

    /** Finds work in {@code index}. */
    public Tick(
            WakeIndex index,
            Work work,
            WebhookStore webhooks,
            SecretVault vault,
            Journal journal,
            InstantSource clock) {
        this.index = index;
        this.work = work;
        this.webhooks = webhooks;
        this.vault = vault;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * What is done.
     *
     * @param release brings back what no queue has
     * @param jobs redrives and erasures
     * @param sweep removes copies of what is no dead letter any more
     * @param gauge tells how many breakers are open
     * @param moves takes secrets to where they belong now
     */
    public record Work(Release release, RunJobs jobs, SweepCopies sweep, BreakerGauge gauge, MoveSecrets moves) {}

    /** Does what is due until it is done, or until {@code deadline} is near. */
    public void run(Instant deadline) {
        Instant now = clock.instant();
        // First: its alarm must see data, however much there is to do.
        guarded(work.gauge::measure);
        List<WakeIndex.Due> found = index.due(now, MOST);
        List<JobKey> jobs = new ArrayList<>();
        for (WakeIndex.Due due : found) {
            if (due instanceof WakeIndex.Due.Job(JobKey key)) {
                jobs.add(key);
            }
        }
        // Neither jobs nor copies ever keep what waits from its turn, nor the other way round: each has its share.
        guarded(() -> work.jobs.run(jobs, part(deadline, 2)));
        guarded(() -> work.sweep.sweep(part(deadline, 3)));
        guarded(() -> work.moves.run(part(deadline, 3)));
        for (int i = 0; i < found.size(); i++) {
            if (clock.instant().isAfter(deadline)) {
                return;
            }
            WakeIndex.Due due = found.get(i);
            Instant end = share(deadline, found.size() - i);
            guarded(() -> step(due, end));
        }
    }

    /** A webhook of which very much waits must not keep the others from their turn, minute after minute. */
    private Instant share(Instant deadline, int turns) {
        Instant shortest = clock.instant().plus(SHORTEST_TURN);
        Instant end = part(deadline, turns);
        return end.isBefore(shortest) ? shortest : end;
    }

    /** Returns the end of the first of {@code of} equal parts of the time that is left. */
    private Instant part(Instant deadline, int of) {
        Instant now = clock.instant();
        return now.plus(Duration.between(now, deadline).dividedBy(of));
    }

    private void step(WakeIndex.Due due, Instant deadline) {
        switch (due) {
            case WakeIndex.Due.Wake(WebhookKey key) -> work.release.step(key, deadline);
            case WakeIndex.Due.HalfMade(WebhookKey key) -> remove(key);
            case WakeIndex.Due.Job _ -> {
                // Done already, in turns with the others.
            }
        }
    }

    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (Unavailable e) {
            // It stays due, so the next tick finds it.
            journal.write(
                    Journal.Level.WARNING,
                    "maintenance.unavailable",
                    Map.of("service", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            // The outermost frame of one step: what it runs into must not keep the others back, minute after minute.
            journal.write(
                    Journal.Level.ERROR,
                    "maintenance.bug",
                    Map.of("exception", e.getClass().getName()));
        }
    }

    /** A webhook that is real keeps the secret that it names: only its announcement was left, or an older version. */
    private void remove(WebhookKey key) {
        Instant now = clock.instant();
        Instant before = now.minus(UNDER_WAY);
        Instant taken = now.plus(UNDER_WAY).truncatedTo(ChronoUnit.MILLIS);
        if (!webhooks.takeOver(key, now, taken)) {
            // Announced again since the index said so, by a repeat that may be about to name what would be removed
            // here. From now on no repeat can announce it, so nobody names what find does not see.
            return;
        }
        webhooks.find(key)
                .ifPresentOrElse(
                        webhook -> vault.retain(key, webhook.secret().version(), before), () -> vault.delete(key));
        webhooks.retract(key, taken);
    }
}
