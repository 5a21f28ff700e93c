package io.continuum.webhooks.local.secretsmanager;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.Deliver;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.LoadWebhook;
import io.continuum.webhooks.core.delivery.MakeAttempt;
import io.continuum.webhooks.core.delivery.Received;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoDeliveryHistory;
import io.continuum.webhooks.lambda.dynamodb.DynamoDeliveryLog;
import io.continuum.webhooks.lambda.dynamodb.DynamoEventStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoStateStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoWaitingRoom;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookStore;
import io.continuum.webhooks.lambda.secrets.SecretStorage;
import io.continuum.webhooks.lambda.secrets.TwoVaults;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An api that changes secrets and a delivery function that stays warm: processes that share real tables and both real
 * stores of secrets, and nothing else.
 */
final class WarmWorld implements AutoCloseable {
    private static final Duration RETENTION = Duration.ofDays(30);

    final SecretStores stores = new SecretStores();
    final InstantSource clock = stores.secrets::now;
    final WebhookStore webhooks = webhookStore();
    private final Map<DeliveryId, HttpPost> sent = Collections.synchronizedMap(new HashMap<>());
    private final AtomicInteger published = new AtomicInteger();
    private final DeliveryPorts ports = ports();
    private final Deliver delivery;

    /** The delivery function has the settings of before; versions tell it where secrets are. */
    WarmWorld(SecretStorage storage) {
        delivery = delivery(stores.vault(storage));
    }

    /** What came of one event. */
    record Outcome(Delivery record, List<HttpPost> sent) {}

    /** Registers a webhook that signs with that secret, kept where {@code vault} keeps new ones. */
    Webhook register(TwoVaults vault, int number, String secret) {
        Webhook plain = Webhooks.valid().number(number).build();
        Credentials credentials = Credentials.of(new Secret(secret));
        String version = vault.newVersion(new Random(number));
        Webhook webhook = new Webhook(
                plain.key(),
                1,
                null,
                plain.settings(),
                true,
                null,
                Webhook.SecretRef.of(version, credentials),
                clock.instant(),
                clock.instant());
        vault.put(webhook.key(), version, credentials);
        webhooks.create(webhook, 100);
        return webhook;
    }

    Webhook current(WebhookKey key) {
        return webhooks.find(key).orElseThrow();
    }

    /** Publishes an event to that webhook and has it delivered by the function that is warm. */
    Outcome deliver(WebhookKey webhook) {
        return deliver(webhook, delivery);
    }

    /** Delivers by a process that has just begun. */
    Outcome deliverCold(WebhookKey webhook, TwoVaults vault) {
        return deliver(webhook, delivery(vault));
    }

    private Outcome deliver(WebhookKey webhook, Deliver function) {
        Event event = Events.valid()
                .tenant(webhook.tenant().value())
                .id("evt-" + published.incrementAndGet())
                .acceptedAt(clock.instant())
                .build();
        ports.events().accept(event);
        DeliveryId id = DeliveryId.of(event.id(), event.acceptedAt(), webhook.webhook());
        DeliveryTask task = DeliveryTask.first(new DeliveryKey(webhook, id), event, clock.instant(), false);
        function.deliver(
                List.of(new Received(id.value(), task, false)), clock.instant().plusSeconds(60));
        HttpPost post = sent.get(id);
        return new Outcome(ports.history().find(task.key()).orElseThrow(), post == null ? List.of() : List.of(post));
    }

    private Deliver delivery(TwoVaults vault) {
        MakeAttempt makeAttempt = new MakeAttempt(
                post -> {
                    sent.put(DeliveryId.parse(Signed.header(post, "webhook-id")).orElseThrow(), post);
                    return new SendResult.Answered(200, List.of(), "", false, Duration.ofMillis(5));
                },
                new Render("1.0.0"),
                clock);
        Capacity ceiling = new Capacity(20, 0, Duration.ofSeconds(50));
        return new Deliver(
                ports,
                new LoadWebhook(webhookStore(), vault, clock),
                makeAttempt,
                new DeliveryRules(new Breaker.Settings(5, Duration.ofMinutes(5)), ceiling),
                new Deliver.Timing(clock, new Random(1)));
    }

    private WebhookStore webhookStore() {
        return new DynamoWebhookStore(stores.dynamo(), stores.tables, clock);
    }

    private DeliveryPorts ports() {
        EventStore events = new DynamoEventStore(stores.dynamo(), stores.tables, clock, RETENTION);
        return new DeliveryPorts(
                new DynamoStateStore(stores.dynamo(), stores.tables, clock, new Random(1)),
                new DynamoDeliveryLog(stores.dynamo(), stores.tables, clock, RETENTION),
                new DynamoWaitingRoom(stores.dynamo(), stores.tables, clock, RETENTION),
                new DynamoDeliveryHistory(stores.dynamo(), stores.tables, clock, RETENTION),
                events,
                new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15)),
                _ -> {},
                (_, _, _) -> {},
                _ -> {},
                webhookStore(),
                Metrics.NONE);
    }

    @Override
    public void close() {
        stores.close();
    }
}
