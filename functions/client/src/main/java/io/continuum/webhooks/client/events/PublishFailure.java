package io.continuum.webhooks.client.events;

import org.jspecify.annotations.Nullable;

/**
 * An event that was not published.
 *
 * <p>Emitting {@code event} again is safe wherever it got to: it has an id by now, and one id is one event.
 *
 * @param event the event under the id it would have had; its data may be personal, so do not log it
 * @param reason why
 * @param code the queue's error code, such as {@code ExpiredToken}, or the exception's class where it did not answer; null
 *     if the queue was not asked
 * @param detail what the queue or the JSON library said, or what else there is to say; null = nothing. It may quote what
 *     was sent
 */
public record PublishFailure(
        WebhookEvent event,
        Reason reason,
        @Nullable String code,
        @Nullable String detail) {
    /** Why an event was not published. */
    public enum Reason {
        /** Its name, id, tenant, priority or another field is none that the platform takes; {@code detail} says which. */
        INVALID,
        /**
         * Its data is no JSON object, or none that can be written and read: with NaN, an infinity or half of a surrogate
         * pair, too deep, with too many keys, or containing itself.
         */
        NOT_AN_OBJECT,
        /** It has more than 256 KiB. */
        TOO_LARGE,
        /** More events wait than the buffer holds, by number or by bytes: the queue is slow or not there. */
        BUFFER_FULL,
        /** The queue refused this event for what it contains, and would again. */
        REFUSED,
        /** The queue did not take it in the time for trying: not there, throttled, or it does not let the publisher in. */
        UNAVAILABLE,
        /** The publisher was closed before it was known to be sent; {@code detail} says whether it may have arrived. */
        CLOSED
    }
}
