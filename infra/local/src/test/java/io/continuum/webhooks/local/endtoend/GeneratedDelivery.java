package io.continuum.webhooks.local.endtoend;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.continuum.webhooks.core.delivery.DeliveryAttempt;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretForm;
import io.continuum.webhooks.core.webhook.Webhook;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A generated event as it goes over the wire, taken in, rendered and signed by the platform's own code. Written as JSON
 * it is what the judges of other languages read.
 *
 * @param published the event as its publisher wrote it
 * @param at which byte is changed for the judges to refuse it
 * @param bits which of that byte's bits, not 0
 * @param limits what of {@link RewritingLimit} is in the body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GeneratedDelivery(
        String format,
        byte[] published,
        String secret,
        Map<String, String> headers,
        byte[] body,
        int at,
        int bits,
        @JsonIgnore Set<RewritingLimit> limits) {

    /** Most keys come once, so there is no use in a table of them. */
    private static final ObjectReader READER = new ObjectMapper(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .build())
            .reader();

    /** Delivers an event in a format, at that time and with a new secret. */
    static GeneratedDelivery of(String published, Format format, Instant now, RandomGenerator random) {
        byte[] bytes = published.getBytes(StandardCharsets.UTF_8);
        Webhook webhook = Webhooks.valid().format(format).build();
        Event event = accepted(bytes, webhook, now.truncatedTo(ChronoUnit.MILLIS), random);
        DeliveryId delivery =
                DeliveryId.of(event.id(), event.acceptedAt(), webhook.key().webhook());
        SecretForm form = random.nextBoolean() ? SecretForm.CONTINUUM : SecretForm.STANDARD;
        Secret secret = Secret.generate(random, form);
        Render.Rendered sent = new Render("1.0")
                .render(
                        webhook,
                        Credentials.of(secret),
                        event,
                        new DeliveryAttempt(new DeliveryKey(webhook.key(), delivery), 1),
                        now);
        return new GeneratedDelivery(
                format.name(),
                bytes,
                secret.value(),
                sent.headers().stream().collect(Collectors.toMap(Header::name, Header::value)),
                sent.body(),
                random.nextInt(sent.body().length),
                random.nextInt(1, 0x100),
                limitsOf(sent.body()));
    }

    /** Returns the body with the one byte changed. */
    byte[] changed() {
        byte[] changed = body.clone();
        changed[at] ^= (byte) bits;
        return changed;
    }

    /** Returns the beginning only: some are very long. */
    @Override
    public String toString() {
        String text = new String(body, StandardCharsets.UTF_8);
        return format + " " + limits + " " + text.substring(0, Math.min(text.length(), 2_000));
    }

    private static Event accepted(byte[] published, Webhook webhook, Instant now, RandomGenerator random) {
        Result<EventDraft> draft = switch (StrictJson.parse(published)) {
            case Parsed.Ok(var node) -> EventFields.strict(node);
            case Parsed.Bad bad -> throw new AssertionError("the generator made no event: " + bad);
        };
        return switch (draft) {
            case Result.Ok<EventDraft>(EventDraft valid) ->
                valid.accepted(webhook.key().tenant(), EventId.make(now, random), now);
            case Result.Refused<EventDraft>(var refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }

    private static Set<RewritingLimit> limitsOf(byte[] body) {
        try {
            return RewritingLimit.of(READER.readTree(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
