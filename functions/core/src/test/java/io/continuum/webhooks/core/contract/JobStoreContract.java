package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.job.EraseJob;
import io.continuum.webhooks.core.job.Job;
import io.continuum.webhooks.core.job.JobStore;
import io.continuum.webhooks.core.job.RedriveJob;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link JobStore} does, and what the index of wakes knows of jobs. */
public abstract class JobStoreContract {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123456789Z");

    private final WebhookKey webhook = Deliveries.freshWebhook();
    private final Random random = new Random(5);
    private JobStore jobs;
    private WakeIndex wakes;

    /** Returns the store of an empty world. */
    protected abstract JobStore jobStore();

    /** Returns the index of that world. */
    protected abstract WakeIndex wakeIndex();

    @BeforeEach
    final void open() {
        jobs = jobStore();
        wakes = wakeIndex();
    }

    private JobKey key() {
        return new JobKey(webhook.tenant(), JobId.make(NOW, random));
    }

    private DeliveryId delivery(int number) {
        return DeliveryId.of(new EventId("evt-" + number), NOW, webhook.webhook());
    }

    private RedriveJob byFilter(WebhookId of) {
        DeadLetters.Filter filter = new DeadLetters.Filter(
                of, Reason.PERMANENT_FAILURE, new EventType("memory.created"), NOW.minusSeconds(60), NOW);
        return RedriveJob.asked(key(), RedriveJob.What.of(filter), 17, 60, NOW);
    }

    @Test
    void a_redrive_by_filter_comes_back_as_it_was() {
        RedriveJob job = byFilter(webhook.webhook());
        jobs.create(job);

        assertThat(jobs.load(job.key())).contains(job);
    }

    @Test
    void a_redrive_of_everything_comes_back_as_it_was() {
        RedriveJob job = RedriveJob.asked(key(), RedriveJob.What.of(DeadLetters.Filter.ALL), 1, 1, NOW);
        jobs.create(job);

        assertThat(jobs.load(job.key())).contains(job);
    }

    @Test
    void ten_thousand_ids_come_back_in_their_order() {
        List<DeliveryId> ids = new ArrayList<>();
        for (int i = 0; i < RedriveJob.MOST; i++) {
            ids.add(delivery(i));
        }
        RedriveJob job = RedriveJob.asked(key(), RedriveJob.What.of(ids), ids.size(), 60, NOW);
        jobs.create(job);

        assertThat(jobs.load(job.key())).contains(job);
    }

    @Test
    void an_erasure_comes_back_as_it_was() {
        Job job = EraseJob.of(Erasure.asked(key(), "user \ud83d\ude00/#", NOW));
        jobs.create(job);

        assertThat(jobs.load(job.key())).contains(job);
    }

    @Test
    void an_erasure_in_the_middle_comes_back_as_it_was() {
        EraseJob.Progress progress = new EraseJob.Progress(
                true,
                "2026-11-01T00:00:00.000Z#evt-1",
                new EraseJob.Begun(new EventId("evt-2"), 300),
                new Erasure.Counts(4, 5, 6));
        Job job = new EraseJob(key(), 1, "user", NOW, progress, NOW.plusSeconds(9));
        jobs.create(job);

        assertThat(jobs.load(job.key())).contains(job);
    }

    @Test
    void an_unknown_job_is_not_there() {
        assertThat(jobs.load(key())).isEmpty();
    }

    @Test
    void a_job_is_made_once() {
        RedriveJob job = byFilter(null);
        jobs.create(job);
        Job moved = jobs.swap(job, progressed(job, 3)).orElseThrow();

        jobs.create(job);

        assertThat(jobs.load(job.key())).contains(moved);
    }

    @Test
    void a_swap_moves_the_revision_and_keeps_what_was_written() {
        RedriveJob job = byFilter(null);
        jobs.create(job);

        Optional<Job> moved = jobs.swap(job, progressed(job, 3));

        assertThat(moved).contains(progressed(job, 3).atRevision(2));
        assertThat(jobs.load(job.key())).isEqualTo(moved);
    }

    @Test
    void of_two_steps_that_took_the_same_slice_one_moves_on() {
        RedriveJob job = byFilter(null);
        jobs.create(job);
        Job first = jobs.swap(job, progressed(job, 3)).orElseThrow();

        assertThat(jobs.swap(job, progressed(job, 5))).isEmpty();
        assertThat(jobs.load(job.key())).contains(first);
    }

    @Test
    void a_job_is_due_until_it_is_done() {
        RedriveJob job = byFilter(null);
        jobs.create(job);
        assertThat(wakes.due(NOW, 10)).containsExactly(new WakeIndex.Due.Job(job.key()));
        assertThat(wakes.due(NOW.minusNanos(1), 10)).isEmpty();

        RedriveJob done =
                new RedriveJob(job.key(), 1, job.what(), job.askedAt(), job.perMinute(), job.progress(), null);
        jobs.swap(job, done);

        assertThat(wakes.due(NOW.plusSeconds(3600), 10)).isEmpty();
        assertThat(jobs.load(job.key())).contains(done.atRevision(2));
    }

    private RedriveJob progressed(RedriveJob job, int sent) {
        RedriveJob.Progress progress = new RedriveJob.Progress(delivery(7), 17 - sent, sent, NOW.plusSeconds(1), sent);
        return new RedriveJob(job.key(), 1, job.what(), job.askedAt(), job.perMinute(), progress, NOW.plusSeconds(51));
    }
}
