package io.continuum.webhooks.core.brainbot;

import io.continuum.webhooks.core.egress.HeaderPolicy;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What markdown-brain-bot's environment says of its webhook (seed 004, "Environment Variables").
 *
 * @param url where to send; null = nowhere
 * @param token sent as a bearer token, and asked of callers of the incoming endpoint; null = none
 * @param secret what signs; null = one is made, and none is sent
 * @param timeout of one request
 * @param retryPolicy how often, and how far apart
 * @param events which are sent; empty = none
 */
public record BrainBotSettings(
        @Nullable String url,
        @Nullable String token,
        @Nullable Secret secret,
        Duration timeout,
        RetryPolicy retryPolicy,
        List<EventType> events) {
    /** Copies the events. */
    public BrainBotSettings {
        events = List.copyOf(events);
    }

    /**
     * Returns these settings with other credentials.
     *
     * @param newToken empty = none
     * @param newSecret empty = none
     * @throws IllegalArgumentException if one cannot be sent in a header, or the secret is not of 16 to 128 bytes; the
     *     message names the variable and shows no value
     */
    public BrainBotSettings with(String newToken, String newSecret) {
        if (!HeaderPolicy.refusals(Map.of("Authorization", newToken)).isEmpty()) {
            throw new IllegalArgumentException("MEM0_WEBHOOK_TOKEN must be printable ASCII without spaces around it");
        }
        Secret read = newSecret.isEmpty()
                ? null
                : Secret.of(newSecret)
                        .filter(Secret::fitsHeader)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "MEM0_WEBHOOK_SECRET must be 16 to 128 characters of printable ASCII"));
        return new BrainBotSettings(url, newToken.isEmpty() ? null : newToken, read, timeout, retryPolicy, events);
    }

    /** Returns whether anything is to be sent. */
    public boolean sends() {
        return url != null && !events.isEmpty();
    }

    /** Returns neither token nor secret; the URL may hold a password too. */
    @Override
    public String toString() {
        return "BrainBotSettings[" + (sends() ? events.size() + " events" : "sends nothing") + "]";
    }
}
