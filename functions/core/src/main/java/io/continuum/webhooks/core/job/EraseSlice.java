package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.delivery.CancelErased;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Erases one slice of a user's events. Everything in it may be done twice. Thread-safe. */
public final class EraseSlice {
    /** Most events of one slice. */
    static final int SLICE = 25;

    /**
     * Most deliveries of one slice, whose records are read at once: some seconds of ending them one by one. An event may
     * have gone to thousands of webhooks, and no slice may use up the minute of everybody else.
     */
    static final int DELIVERIES = 100;

    /** After this no request for an erased event is in flight: 10 s until workers know, 50 s for the longest request. */
    static final Duration SETTLED = Duration.ofMinutes(2);

    private final Payloads payloads;
    private final Erasures erasures;
    private final DeliveryPorts ports;
    private final CancelErased cancel;
    private final InstantSource clock;

    /** Erases in {@code payloads} and ends deliveries in {@code ports}. */
    public EraseSlice(Payloads payloads, Erasures erasures, DeliveryPorts ports, InstantSource clock) {
        this.payloads = payloads;
        this.erasures = erasures;
        this.ports = ports;
        this.cancel = new CancelErased(ports);
        this.clock = clock;
    }

    /** Returns the job after one more slice. */
    EraseJob next(EraseJob job) {
        Payloads.Of whose = new Payloads.Of(job.key().tenant(), job.userId(), job.askedAt());
        EraseJob.Progress at = job.progress();
        int left = DELIVERIES;
        for (int i = 0; i < SLICE && left > 0; i++) {
            Payloads.Page page = payloads.list(whose, at.cursor(), 1);
            if (page.events().isEmpty()) {
                return over(job, at.counts());
            }
            Part part = erase(job, page.events().getFirst(), at, left);
            left -= part.counts.deliveries();
            Erasure.Counts counts = at.counts().plus(part.counts);
            if (part.rest != null) {
                at = new EraseJob.Progress(at.second(), at.cursor(), part.rest, counts);
            } else if (page.next() == null) {
                return over(job, counts);
            } else {
                at = new EraseJob.Progress(at.second(), page.next(), null, counts);
            }
        }
        return job.with(at, job.wakeAt());
    }

    /**
     * What was done of an event.
     *
     * @param rest where it goes on; null = it is done
     */
    private record Part(Erasure.Counts counts, EraseJob.@Nullable Begun rest) {}

    private EraseJob over(EraseJob job, Erasure.Counts counts) {
        return job.progress().second() ? completed(job, counts) : secondRound(job, counts);
    }

    private EraseJob secondRound(EraseJob job, Erasure.Counts counts) {
        erasures.put(new Erasure(job.key(), job.userId(), job.askedAt(), null, counts));
        return job.with(EraseJob.Progress.round(true), job.askedAt().plus(SETTLED));
    }

    private EraseJob completed(EraseJob job, Erasure.Counts counts) {
        // The receipt first: a step that dies after it writes it once more.
        Erasure asked = Erasure.asked(job.key(), job.userId(), job.askedAt());
        erasures.put(asked.completed(counts, clock.instant()));
        return job.with(new EraseJob.Progress(true, null, null, counts), null);
    }

    private Part erase(EraseJob job, EventId id, EraseJob.Progress at, int most) {
        EventStore.Stored stored = ports.events().find(job.key().tenant(), id).orElse(null);
        if (stored == null) {
            return new Part(Erasure.Counts.NONE, null);
        }
        Event event = stored.event();
        List<WebhookId> known = stored.matches();
        // Noted as going to nobody, unless the emitter was faster: then its matches hold.
        List<WebhookId> matches = known != null ? known : ports.events().note(event, List.of());
        int from = at.done(id);
        if (from == 0) {
            payloads.erase(event.tenant(), id);
        }
        int to = Math.min(matches.size(), from + most);
        int cancelled = end(job, event, matches.subList(from, to));
        return new Part(
                new Erasure.Counts(from == 0 ? 1 : 0, to - from, cancelled),
                to == matches.size() ? null : new EraseJob.Begun(id, to));
    }

    /** Ends the deliveries that have not ended, empties the others; returns how many the erasure ended. */
    private int end(EraseJob job, Event event, List<WebhookId> webhooks) {
        List<DeliveryKey> keys = new ArrayList<>();
        for (WebhookId webhook : webhooks) {
            DeliveryId id = DeliveryId.of(event.id(), event.acceptedAt(), webhook);
            keys.add(new DeliveryKey(new WebhookKey(event.tenant(), webhook), id));
        }
        Map<DeliveryKey, Delivery> records = ports.log().find(keys);
        int cancelled = 0;
        for (DeliveryKey key : keys) {
            Delivery record = records.get(key);
            if (record == null || !record.status().isFinal()) {
                cancel(record, pending(key, event));
                cancelled++;
            } else if (endedByErasure(record, job.askedAt())) {
                cancelled++;
            }
            if (record != null && record.attempts() > 0) {
                payloads.forgetAnswers(key);
            }
        }
        return cancelled;
    }

    private void cancel(@Nullable Delivery seen, Delivery pending) {
        if (cancel.cancel(seen, pending, clock.instant()).isPresent()) {
            // An attempt was under way: the slice is taken again, with the record as it is then.
            throw new Unavailable("a delivery moved while it was ended");
        }
    }

    private static boolean endedByErasure(Delivery record, Instant asked) {
        Instant ended = record.completedAt();
        return record.status() == Status.CANCELLED && ended != null && !ended.isBefore(asked);
    }

    private static Delivery pending(DeliveryKey key, Event event) {
        return Delivery.first(DeliveryTask.first(key, event, event.acceptedAt(), false));
    }
}
