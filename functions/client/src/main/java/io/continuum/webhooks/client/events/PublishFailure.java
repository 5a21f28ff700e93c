package io.continuum.webhooks.client.events;

import org.jspecify.annotations.Nullable;

/**
 * An event that was not published.
 *
 * @param event the event, to be kept or logged
 * @param reason why
 * @param detail what the queue or the JSON library said; null if neither was asked
 */
public record PublishFailure(
        WebhookEvent event, Reason reason, @Nullable String detail) {
    /** Why an event was not published. */
    public enum Reason {
        /** Its data is no JSON object, or none that can be written: too deep, or containing itself. */
        NOT_AN_OBJECT,
        /** It has more than 256 KiB. */
        TOO_LARGE,
        /** More events wait than the buffer holds: the queue is slow or not there. */
        BUFFER_FULL,
        /** The queue refused it for good, such as for a missing permission. */
        REFUSED,
        /** The queue did not take it at several tries. */
        UNAVAILABLE,
        /** The publisher was closed before it was sent. */
        CLOSED
    }
}
