package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import io.continuum.webhooks.core.stats.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A world as a seed document's examples presume it: its tenant, its dialect, and the time that its answers show. */
final class SeedWorld {
    private static final String TENANT = "user_123";
    private static final String CONTINUUM = """
            {"url": "https://your-app.com/webhooks/continuum", "events": ["memory.created", "sync.completed"],
             "name": "Production Webhook", "active": %s}""";
    private static final String LANONASIS = """
            {"url": "https://your-app.com/webhooks/lanonasis", "events": ["memory.created", "memory.updated"],
             "secret": "your-webhook-secret"}""";

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client;
    private String webhook = "";
    private String delivery = "";

    SeedWorld(String seed) {
        boolean lanonasis = seed.equals("003");
        world.now.set(lanonasis ? Instant.parse("2024-01-15T10:30:00Z") : ApiWorld.NOON);
        this.client = lanonasis ? world.lanonasis(TENANT) : world.client(TENANT);
    }

    String key() {
        return String.valueOf(client.key());
    }

    Answer send(APIGatewayProxyRequestEvent event) {
        return world.nobody().send(event);
    }

    /** Returns a path of the document with the ids of this world. */
    String filled(String path) {
        return path.replace("{webhook_id}", webhook)
                .replace("webhook_1234567890abcdef", webhook)
                .replace("{delivery_id}", delivery);
    }

    /** Makes what an example presumes. */
    void prepare(String given) {
        switch (given) {
            case "nothing" -> {}
            case "an active and a disabled webhook" -> {
                webhook = made(CONTINUUM.formatted(true), "/id");
                world.now.advance(Duration.ofMillis(1));
                made(CONTINUUM.formatted(false), "/id");
            }
            case "a delivery that failed for good" -> {
                webhook = made(CONTINUUM.formatted(true), "/id");
                delivery = failed();
            }
            case "1250 deliveries" -> {
                webhook = made(CONTINUUM.formatted(true), "/id");
                Hour running = new Hour(ApiWorld.NOON, 147, 3, 15_000);
                count(new Stats(1_200, 50, 0, 156_875, 0, running, null, null, null, null, 1_300));
            }
            case "a webhook with fifteen attempts" -> {
                webhook = made(LANONASIS, "/data/id");
                world.now.advance(Duration.ofMinutes(5));
                Instant now = world.now.instant();
                count(new Stats(14, 1, 0, 1_500, 0, Hour.of(now), now, now, null, null, 15));
            }
            default -> throw new AssertionError("nobody knows how to make " + given);
        }
    }

    private String made(String body, String id) {
        Answer made = client.post("/webhooks", body);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.at(id).asText();
    }

    private WebhookKey webhookKey() {
        return new WebhookKey(new TenantId(TENANT), WebhookId.parse(webhook).orElseThrow());
    }

    private void count(Stats stats) {
        WebhookState state = world.states.load(webhookKey()).orElseThrow();
        world.states.swap(state, state.with(stats));
    }

    private String failed() {
        Instant at = ApiWorld.NOON;
        Event event = Events.valid().tenant(TENANT).id("evt_1").acceptedAt(at).build();
        world.events.accept(event);
        DeliveryId id = DeliveryId.of(event.id(), at, webhookKey().webhook());
        Attempt attempt = new Attempt(1, at, Duration.ofMillis(100), List.of(), 503, "busy", false, "HTTP 503", null);
        DeliveryKey key = new DeliveryKey(webhookKey(), id);
        world.log.write(
                null,
                Delivery.first(DeliveryTask.first(key, event, at, false))
                        .attempted(attempt, Status.DEAD_LETTER, Reason.EXHAUSTED));
        return id.toString();
    }
}
