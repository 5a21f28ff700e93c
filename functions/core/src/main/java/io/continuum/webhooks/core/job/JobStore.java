package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.id.JobKey;
import java.util.Optional;

/** Keeps jobs. Thread-safe. Methods throw {@code Unavailable} if the store does not answer. */
public interface JobStore {
    /** Stores a new job; whoever repeats it because the answer was lost changes nothing. */
    void create(Job job);

    /** Returns a job as it is now (consistent read); a done one for some days. */
    Optional<Job> load(JobKey key);

    /**
     * Replaces {@code seen} by {@code next} if it is still at the revision of {@code seen}: one conditional write. It
     * closes the race between two ticks that took the same slice: one of them moves on, the other one's work is
     * repeated by nobody.
     *
     * @return the job at its new revision; empty if somebody was faster
     */
    Optional<Job> swap(Job seen, Job next);
}
