package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record of one event's way to one webhook.
 *
 * @param key which delivery of which webhook
 * @param eventId the event
 * @param eventType the event's name as published
 * @param priority which queue its tasks take
 * @param createdAt when the event was accepted
 * @param status how far it is
 * @param attempts how many attempts were made and recorded
 * @param reason why it was given up; null unless it is a dead letter
 * @param completedAt when it became final; null before
 * @param log one entry per attempt, oldest first
 * @param waiting what it waits for, if an attempt was put off; null otherwise
 */
public record Delivery(
        DeliveryKey key,
        EventId eventId,
        EventType eventType,
        Priority priority,
        Instant createdAt,
        Status status,
        int attempts,
        @Nullable Reason reason,
        @Nullable Instant completedAt,
        List<Attempt> log,
        @Nullable Waiting waiting) {
    /** Response bodies of one record, in characters: with more, the older ones are cut. An item holds 400 KB. */
    public static final int BODIES_KEPT = 64 * 1024;

    /**
     * Attempts of one delivery, those asked for by hand included. A schedule has 20 at most; with more than this, a record
     * might not fit into its item any more, and then no outcome could be written down.
     */
    public static final int MOST_ATTEMPTS = 50;

    /** What an older attempt's body is cut to, in characters. */
    public static final int OLD_BODY_KEPT = 1024;

    /** Copies the log. */
    public Delivery {
        log = List.copyOf(log);
    }

    /** Returns the delivery that a task is for, before its first attempt. */
    public static Delivery first(DeliveryTask task) {
        return untried(task.key(), task.event());
    }

    /** Returns the delivery of an event that matched, and of which nothing else is known. */
    public static Delivery untried(DeliveryKey key, Event event) {
        return new Delivery(
                key,
                event.id(),
                event.type(),
                event.priority(),
                event.acceptedAt(),
                Status.PENDING,
                0,
                null,
                null,
                List.of(),
                null);
    }

    /** Returns this delivery after one more attempt. */
    public Delivery attempted(Attempt attempt, Status next, @Nullable Reason why) {
        List<Attempt> entries = new ArrayList<>(log);
        entries.add(attempt);
        int kept = entries.stream()
                .mapToInt(entry -> entry.responseBody().length())
                .sum();
        for (int i = 0; i < entries.size() - 1 && kept > BODIES_KEPT; i++) {
            int before = entries.get(i).responseBody().length();
            entries.set(i, entries.get(i).trimmed(OLD_BODY_KEPT));
            kept -= before - entries.get(i).responseBody().length();
        }
        Instant end = next.isFinal() ? attempt.endedAt() : null;
        return new Delivery(
                key, eventId, eventType, priority, createdAt, next, attempt.number(), why, end, entries, null);
    }

    /** Returns this delivery ended without a further attempt. */
    public Delivery ended(Status end, @Nullable Reason why, Instant now) {
        return new Delivery(key, eventId, eventType, priority, createdAt, end, attempts, why, now, log, null);
    }

    /** Returns this delivery made to wait. */
    public Delivery waitingFor(Waiting what) {
        Status shown = what.reason() == null ? Status.HELD : attempts == 0 ? Status.PENDING : status;
        return new Delivery(
                key, eventId, eventType, priority, createdAt, shown, attempts, reason, completedAt, log, what);
    }

    /** Returns the last attempt; empty before the first. */
    public Optional<Attempt> last() {
        return log.isEmpty() ? Optional.empty() : Optional.of(log.getLast());
    }

    /** Returns when the next attempt is due; empty if none is. */
    public Optional<Instant> nextRetryAt() {
        if (waiting != null) {
            return waiting.reason() == null ? Optional.empty() : Optional.of(waiting.until());
        }
        return status == Status.FAILED ? last().map(Attempt::nextRetryAt) : Optional.empty();
    }
}
