package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Carries due jobs out, slice by slice and in turns, so that a long one of one tenant does not keep the others back.
 * Thread-safe.
 */
public final class RunJobs {
    private final JobStore jobs;
    private final RedriveSlice redrive;
    private final EraseSlice erase;
    private final Journal journal;
    private final InstantSource clock;

    /** Takes slices by {@code redrive} and {@code erase}. */
    public RunJobs(JobStore jobs, RedriveSlice redrive, EraseSlice erase, Journal journal, InstantSource clock) {
        this.jobs = jobs;
        this.redrive = redrive;
        this.erase = erase;
        this.journal = journal;
        this.clock = clock;
    }

    /** Takes slices of {@code due} until none has more to do now, or until {@code deadline}. */
    public void run(Collection<JobKey> due, Instant deadline) {
        Deque<JobKey> turns = new ArrayDeque<>(due);
        while (!turns.isEmpty() && clock.instant().isBefore(deadline)) {
            JobKey key = turns.remove();
            try {
                if (slice(key)) {
                    turns.add(key);
                }
            } catch (Unavailable e) {
                // It stays due, so the next tick finds it.
                note(Journal.Level.WARNING, "job.unavailable", key, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // The outermost frame of one job: what it runs into must not keep the others back.
                note(Journal.Level.ERROR, "job.bug", key, e.getClass().getName());
            }
        }
    }

    /** Takes one slice; returns whether another one is due at once. */
    private boolean slice(JobKey key) {
        Optional<Job> loaded = jobs.load(key).filter(this::isDue);
        if (loaded.isEmpty()) {
            return false;
        }
        Job next = switch (loaded.get()) {
            case RedriveJob job -> redrive.next(job);
            case EraseJob job -> erase.next(job);
        };
        // After the slice, by condition: one that dies here is taken again, and of two ticks one moves on.
        Optional<Job> stored = jobs.swap(loaded.get(), next);
        if (stored.isPresent() && next.wakeAt() == null) {
            note(Journal.Level.INFO, "job.done", key, next.getClass().getSimpleName());
        }
        return stored.filter(this::isDue).isPresent();
    }

    private boolean isDue(Job job) {
        Instant at = job.wakeAt();
        return at != null && !at.isAfter(clock.instant());
    }

    private void note(Journal.Level level, String event, JobKey key, String what) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("tenant_id", key.tenant().toString());
        fields.put("job_id", key.job().toString());
        fields.put("what", what);
        journal.write(level, event, fields);
    }
}
