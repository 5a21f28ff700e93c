package io.continuum.webhooks.lambda.dynamodb;

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
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.InMemoryVault;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.fanout.FanOut;
import io.continuum.webhooks.core.fanout.Intake;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Three processes over the same tables: an api that changes, and an emitter and a delivery function that stay warm. They
 * share tables, vault and queue and nothing else.
 */
final class ExactCachesWorld implements AutoCloseable {
    final MutableClock clock = new MutableClock(Webhooks.EPOCH);
    final Tables tables = TestDynamo.freshTables();
    final InMemoryVault vault = new InMemoryVault();
    final WebhookStore api = new DynamoWebhookStore(TestDynamo.client(), tables, clock);
    final List<HttpPost> sent = Collections.synchronizedList(new ArrayList<>());

    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final DeliveryPorts ports;
    private final FanOut emitter;
    private final Deliver delivery;
    private int published;

    ExactCachesWorld() {
        Duration retention = Duration.ofDays(30);
        EventStore events = new DynamoEventStore(TestDynamo.client(), tables, clock, retention);
        emitter = new FanOut(
                new DynamoWebhookStore(TestDynamo.client(), tables, clock),
                events,
                queue,
                (_, _, _) -> {},
                Metrics.NONE);
        WebhookStore warm = new DynamoWebhookStore(TestDynamo.client(), tables, clock);
        ports = new DeliveryPorts(
                new DynamoStateStore(TestDynamo.client(), tables, clock, new Random(1)),
                new DynamoDeliveryLog(TestDynamo.client(), tables, clock, retention),
                new DynamoWaitingRoom(TestDynamo.client(), tables, clock, retention),
                new DynamoDeliveryHistory(TestDynamo.client(), tables, clock, retention),
                events,
                queue,
                _ -> {},
                (_, _, _) -> {},
                _ -> {},
                warm,
                Metrics.NONE);
        Capacity ceiling = new Capacity(20, 0, Duration.ofSeconds(50));
        MakeAttempt makeAttempt = new MakeAttempt(
                post -> {
                    sent.add(post);
                    return new SendResult.Answered(200, List.of(), "", false, Duration.ofMillis(5));
                },
                new Render("1.0.0"),
                clock);
        delivery = new Deliver(
                ports,
                new LoadWebhook(warm, vault, clock),
                makeAttempt,
                new DeliveryRules(new Breaker.Settings(5, Duration.ofMinutes(5)), ceiling),
                new Deliver.Timing(clock, new Random(1)));
    }

    /** Registers as the api function does: with a secret, named by the webhook's version of it. */
    Webhook register(Webhooks webhook) {
        Webhook made = webhook.build();
        vault.put(made.key(), made.secret().version(), Credentials.of(new Secret("the-first-secret")));
        api.create(made, 100);
        return made;
    }

    /** Changes the webhook to these settings. */
    Webhook change(Webhook before, Webhooks settings, boolean release) {
        Webhook after = before.changed(settings.build().settings(), true, before.uid(), clock.instant());
        api.update(before, after, release);
        return after;
    }

    /** Publishes an event of that type and has the emitter fan it out. */
    Event publish(String type) {
        Event event = Events.valid()
                .tenant(Webhooks.TENANT.value())
                .id("evt-" + ++published)
                .type(type)
                .acceptedAt(clock.instant())
                .build();
        emitter.fanOut(List.of(new Intake("m", new EventMessage(event, false, false), false)));
        return event;
    }

    /** Takes what the queue has. */
    List<DeliveryTask> take() {
        return queue.take().stream().map(InMemoryDeliveryQueue.Sent::task).toList();
    }

    void deliver(List<DeliveryTask> tasks) {
        List<Received> batch = tasks.stream()
                .map(task -> new Received(task.key().delivery().value(), task, false))
                .toList();
        delivery.deliver(batch, clock.instant().plusSeconds(60));
    }

    Delivery shown(DeliveryTask task) {
        return ports.history().find(task.key()).orElseThrow();
    }

    @Override
    public void close() {
        TestDynamo.drop(tables);
    }
}
