package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/** Brings dead letters back: a few named ones at once, all others as a job. Thread-safe. */
public final class RequestRedrive {
    /** Named deliveries that are sent at once: about a second of reading and sending. */
    static final int AT_ONCE = 50;

    private final DeadLetters deadLetters;
    private final JobStore jobs;
    private final Resend resend;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Sends to the queue of {@code ports}; uses {@code random} for ids. */
    public RequestRedrive(Stores stores, DeliveryPorts ports, InstantSource clock, RandomGenerator random) {
        this.deadLetters = stores.deadLetters;
        this.jobs = stores.jobs;
        this.resend = new Resend(ports, stores.webhooks);
        this.clock = clock;
        this.random = random;
    }

    /**
     * What is read and written.
     *
     * @param deadLetters what was given up
     * @param jobs what is to be done
     * @param webhooks which webhooks are active
     */
    public record Stores(DeadLetters deadLetters, JobStore jobs, WebhookStore webhooks) {}

    /**
     * Gives another attempt to the named dead letters.
     *
     * @param ids 1 to 10,000, each once; what is not a dead letter is passed over
     * @param perMinute the pace, if they are more than a few
     * @return how many are meant: of a few those that were sent, of more all that are named
     */
    public int byIds(TenantId tenant, List<DeliveryId> ids, int perMinute) {
        Instant now = clock.instant();
        if (ids.size() > Math.min(AT_ONCE, perMinute)) {
            create(tenant, RedriveJob.What.of(ids), ids.size(), perMinute, now);
            return ids.size();
        }
        List<Delivery> deliveries = ids.stream()
                .flatMap(id -> deadLetters.find(tenant, id).stream())
                .toList();
        return resend.send(deliveries, now, now);
    }

    /** Gives another attempt to those that fit, the newest 10,000 at most; returns how many they are. */
    public int byFilter(TenantId tenant, DeadLetters.Filter filter, int perMinute) {
        int count = deadLetters.count(tenant, filter, RedriveJob.MOST);
        if (count > 0) {
            create(tenant, RedriveJob.What.of(filter), count, perMinute, clock.instant());
        }
        return count;
    }

    private void create(TenantId tenant, RedriveJob.What what, int most, int perMinute, Instant now) {
        JobKey key = new JobKey(tenant, JobId.make(now, random));
        jobs.create(RedriveJob.asked(key, what, most, perMinute, now));
    }
}
