package io.continuum.webhooks.core.id;

import java.time.Instant;
import java.util.Optional;

/**
 * The name of one event's way to one webhook: the same for every attempt and every duplicate, so that receivers can
 * deduplicate by it. Text order is the order of acceptance. It has no dot, as Standard Webhooks demands.
 *
 * @param value {@code dlv_} and a ULID in lower case
 */
public record DeliveryId(String value) implements Comparable<DeliveryId> {
    private static final String PREFIX = "dlv_";

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if the value is not of that form
     */
    public DeliveryId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a delivery id is dlv_ and a ULID in lower case");
        }
    }

    /**
     * Returns the one delivery of that event to that webhook. Its bits are those of the event's trace, turned by the
     * webhook's, so that who knows the webhook finds the event again.
     *
     * @param acceptedAt when the event was accepted, as stored with it; only its milliseconds matter
     * @throws IllegalArgumentException if {@code acceptedAt} is before 1970 or after the year 10889
     */
    public static DeliveryId of(EventId event, Instant acceptedAt, WebhookId webhook) {
        return new DeliveryId(
                PREFIX + Ulid.turned(EventTrace.of(event, acceptedAt).value(), webhook.toString()));
    }

    /** Reads an id that came from outside; empty if it is not of the form. */
    public static Optional<DeliveryId> parse(String text) {
        return isValid(text) ? Optional.of(new DeliveryId(text)) : Optional.empty();
    }

    /** Returns the least id of that millisecond, for range queries; any instant will do. */
    public static DeliveryId floor(Instant time) {
        return new DeliveryId(PREFIX + Ulid.floor(time));
    }

    /** Returns the greatest id of that millisecond, for range queries; any instant will do. */
    public static DeliveryId ceiling(Instant time) {
        return new DeliveryId(PREFIX + Ulid.ceiling(time));
    }

    /** Returns when the event was accepted, to the millisecond. */
    public Instant time() {
        return Ulid.time(value.substring(PREFIX.length()));
    }

    /** Returns the trace of the event that this is the delivery of, if it is one to that webhook. */
    public EventTrace trace(WebhookId webhook) {
        // Turning twice is turning back.
        return new EventTrace(Ulid.turned(value.substring(PREFIX.length()), webhook.toString()));
    }

    @Override
    public int compareTo(DeliveryId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    private static boolean isValid(String text) {
        return text.startsWith(PREFIX) && Ulid.isValid(text.substring(PREFIX.length()));
    }
}
