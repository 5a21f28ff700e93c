package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Sends one slice of a redrive. The job moves on only after it: a step that dies sends again. Thread-safe. */
public final class RedriveSlice {
    /** Deliveries of one slice: one read of a hundred records. */
    static final int SLICE = 100;

    private final DeadLetters deadLetters;
    private final Resend resend;
    private final InstantSource clock;

    /** Sends to the queue of {@code ports}. */
    public RedriveSlice(DeadLetters deadLetters, DeliveryPorts ports, WebhookStore webhooks, InstantSource clock) {
        this.deadLetters = deadLetters;
        this.resend = new Resend(ports, webhooks);
        this.clock = clock;
    }

    /** Returns the job after one more slice. */
    RedriveJob next(RedriveJob seen) {
        Instant now = clock.instant();
        RedriveJob job = seen.inWindow(now);
        int many = Math.min(SLICE, job.allowance());
        if (job.progress().left() <= 0) {
            return job.done();
        }
        if (many == 0) {
            return job.paused();
        }
        List<DeliveryId> ids = job.what().ids();
        return ids == null ? byFilter(job, many, now) : byIds(job, ids, many, now);
    }

    private RedriveJob byFilter(RedriveJob job, int many, Instant now) {
        DeadLetters.Range range = new DeadLetters.Range(job.progress().cursor(), 0, many);
        DeadLetters.Page page = deadLetters.list(job.key().tenant(), job.what().filter(), range);
        // What died since it was asked for stands before the others, and takes nobody's place among those counted then.
        List<Delivery> meant = page.deliveries().stream()
                .filter(delivery -> Resend.isMeant(delivery, job.askedAt()))
                .toList();
        int sent = resend.send(meant, job.askedAt(), now);
        RedriveJob next = job.advanced(page.next(), meant.size(), sent);
        return page.next() == null || next.progress().left() <= 0 ? next.done() : next;
    }

    private RedriveJob byIds(RedriveJob job, List<DeliveryId> ids, int many, Instant now) {
        int from = ids.size() - job.progress().left();
        List<Delivery> deliveries = ids.subList(from, from + many).stream()
                .flatMap(id -> deadLetters.find(job.key().tenant(), id).stream())
                .toList();
        int sent = resend.send(deliveries, job.askedAt(), now);
        RedriveJob next = job.advanced(null, many, sent);
        return next.progress().left() <= 0 ? next.done() : next;
    }
}
