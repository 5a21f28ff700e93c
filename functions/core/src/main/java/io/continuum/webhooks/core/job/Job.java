package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.id.JobKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that is carried out slice by slice. A value: a slice makes the next one, and the store replaces it. */
public sealed interface Job permits RedriveJob, EraseJob {
    /** Returns whose and which. */
    JobKey key();

    /** Returns what moves with every change; the condition of the next one. 1 for a new job. */
    long revision();

    /** Returns when the next slice is due; null when the job is done. */
    @Nullable Instant wakeAt();

    /** Returns this job at another revision; for stores. */
    Job atRevision(long revision);
}
