package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/** Erases the payloads of one user's events: noted at once, carried out as a job. Thread-safe. */
public final class RequestErasure {
    private final Erasures erasures;
    private final JobStore jobs;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Uses {@code random} for ids. */
    public RequestErasure(Erasures erasures, JobStore jobs, InstantSource clock, RandomGenerator random) {
        this.erasures = erasures;
        this.jobs = jobs;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Notes an erasure; returns its receipt. The job first: a note without one would keep messages back and leave what is
     * stored where it is.
     *
     * @param userId 1 to {@link Erasure#MAX_USER_ID} characters
     */
    public Erasure erase(TenantId tenant, String userId) {
        // The next millisecond: acceptance has whole ones, and what was accepted in this one is covered.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        Erasure erasure = Erasure.asked(new JobKey(tenant, JobId.make(now, random)), userId, now);
        jobs.create(EraseJob.of(erasure));
        erasures.put(erasure);
        return erasure;
    }
}
