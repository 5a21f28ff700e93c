package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Sends one signed {@code webhook.test} event while the caller waits. It is recorded, but neither breaker nor rate nor
 * stats know of it. Thread-safe.
 */
public final class TestWebhook {
    /** The longest a caller waits: API Gateway gives up at 29 s. Source: spec §2. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    /** The name of the event; no list of dead letters has it. */
    public static final EventType TYPE = new EventType("webhook.test");

    private final DeliveryPorts ports;
    private final LoadWebhook configurations;
    private final MakeAttempt makeAttempt;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Sends by {@code makeAttempt}. */
    public TestWebhook(
            DeliveryPorts ports,
            LoadWebhook configurations,
            MakeAttempt makeAttempt,
            InstantSource clock,
            RandomGenerator random) {
        this.ports = ports;
        this.configurations = configurations;
        this.makeAttempt = makeAttempt;
        this.clock = clock;
        this.random = random;
    }

    /** Sends, records, and returns the delivery; empty if the webhook is gone. */
    public Optional<Delivery> test(Webhook webhook) {
        Optional<LoadedWebhook> loaded = configurations.load(webhook.key(), webhook.version());
        return loaded.map(this::send);
    }

    private Delivery send(LoadedWebhook loaded) {
        Webhook webhook = loaded.webhook();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Event event = event(webhook, now);
        ports.events().acceptMatched(event, List.of(webhook.key().webhook()));
        DeliveryId id = DeliveryId.of(event.id(), now, webhook.key().webhook());
        DeliveryKey key = new DeliveryKey(webhook.key(), id);
        Attempt attempt = attempt(loaded, event, key);
        Delivery delivery = Delivery.first(DeliveryTask.first(key, event, now, false))
                .attempted(
                        attempt,
                        attempt.error() == null ? Status.SUCCESS : Status.DEAD_LETTER,
                        attempt.error() == null ? null : reason(attempt));
        ports.log().write(null, delivery);
        return delivery;
    }

    private Attempt attempt(LoadedWebhook loaded, Event event, DeliveryKey key) {
        LoadedWebhook.Signs signs = loaded.signs();
        if (signs == null) {
            return Attempt.unsigned(1, clock.instant());
        }
        Capacity capacity = loaded.webhook().settings().capacity();
        Duration timeout = capacity.timeout().compareTo(LONGEST_WAIT) < 0 ? capacity.timeout() : LONGEST_WAIT;
        return makeAttempt
                .make(loaded.webhook(), signs, event, new DeliveryAttempt(key, 1), timeout)
                .attempt();
    }

    private static Reason reason(Attempt attempt) {
        return attempt.isUnsigned() ? Reason.SIGNING_ERROR : Reason.EXHAUSTED;
    }

    private Event event(Webhook webhook, Instant now) {
        return new Event(
                webhook.key().tenant(),
                EventId.make(now, random),
                TYPE,
                CanonicalJson.object().put("test", true).build(),
                now,
                now,
                Priority.HIGH,
                Optional.empty(),
                false,
                Optional.empty(),
                false);
    }
}
