package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.WebhookId;
import java.time.Instant;

/**
 * One attempt that is about to be made.
 *
 * @param attempt from 1
 * @param at when the attempt is made; what is signed, so that a late retry still verifies
 * @param signer signs it
 * @param botVersion what {@code brain-bot} calls its version
 */
public record Delivering(
        Event event,
        WebhookId webhook,
        DeliveryId delivery,
        int attempt,
        Instant at,
        Signer signer,
        String botVersion) {
    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException if the attempt is below 1
     */
    public Delivering {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1, not " + attempt);
        }
    }

    /** Returns what a receiver may know about it. */
    Content content() {
        return new Content(event, webhook, attempt, botVersion);
    }
}
