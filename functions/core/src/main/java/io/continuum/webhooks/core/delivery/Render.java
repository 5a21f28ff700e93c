package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.format.Content;
import io.continuum.webhooks.core.format.Delivering;
import io.continuum.webhooks.core.format.Outgoing;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what goes over the wire: the format's bytes, headers and signatures, and the webhook's own headers. Thread-safe.
 *
 * @param botVersion what {@code brain-bot} calls its version
 */
public record Render(String botVersion) {
    private static final String MASK = "****";

    /**
     * One request as it is sent and as it may be shown.
     *
     * @param body the exact bytes; neither copied nor ever changed
     * @param headers in the order they are sent
     * @param shown the same with credentials masked; signatures are none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and a copy per attempt would buy nothing
    public record Rendered(byte[] body, List<Header> headers, List<Header> shown) {
        /** Copies the lists. */
        public Rendered {
            headers = List.copyOf(headers);
            shown = List.copyOf(shown);
        }
    }

    /**
     * Makes the request of attempt {@code number}.
     *
     * @param at when it is made; decides which secrets sign
     */
    public Rendered render(Webhook webhook, Credentials credentials, Event event, DeliveryAttempt number, Instant at) {
        Delivering delivering = new Delivering(
                event,
                webhook.key().webhook(),
                number.key().delivery(),
                number.attempt(),
                at,
                webhook.signer(credentials),
                botVersion);
        Outgoing outgoing = webhook.settings().format().render(delivering);
        List<Header> headers = new ArrayList<>(outgoing.headers());
        List<Header> shown = new ArrayList<>();
        outgoing.headers().forEach(header -> shown.add(isSecret(header) ? masked(header.name()) : header));
        credentials.headers().forEach((name, value) -> {
            headers.add(new Header(name, value));
            shown.add(masked(name));
        });
        return new Rendered(outgoing.body(), headers, shown);
    }

    /** Returns what the body of attempt {@code number} is made of, by the format that the webhook has now. */
    public CanonicalJson payload(Webhook webhook, Event event, int number) {
        Content content = new Content(event, webhook.key().webhook(), number, botVersion);
        return webhook.settings().format().payload(content);
    }

    private static boolean isSecret(Header header) {
        return header.name().equals(BrainBotFormat.RAW_SECRET);
    }

    private static Header masked(String name) {
        return new Header(name, MASK);
    }
}
