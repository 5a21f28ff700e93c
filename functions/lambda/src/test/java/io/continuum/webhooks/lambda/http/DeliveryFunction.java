package io.continuum.webhooks.lambda.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.Deliver;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.DropErased;
import io.continuum.webhooks.core.delivery.LoadWebhook;
import io.continuum.webhooks.core.delivery.MakeAttempt;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.egress.HttpSender;
import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.InMemoryVault;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.api.TestContext;
import io.continuum.webhooks.lambda.delivery.DeliveryHandler;
import io.continuum.webhooks.lambda.sqs.SqsPoisonQueue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The delivery function as Lambda invokes it, over stores in memory and a real sender. */
final class DeliveryFunction {
    static final Instant NOW = Webhooks.EPOCH.plusSeconds(600);
    private static final int REMAINING_MILLIS = 60_000;
    private static final JsonMapper JSON = new JsonMapper();

    final MutableClock clock = new MutableClock(NOW);
    final List<DeliveryTask> queued = Collections.synchronizedList(new ArrayList<>());
    private final InMemoryDeliveries happened = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryVault vault = new InMemoryVault();
    private final WebhookStore webhooks;
    private final DeliveryHandler handler;

    DeliveryFunction(HttpSender sender) {
        var configuration = new InMemoryConfiguration();
        webhooks = configuration.webhookStore(clock);
        var ports = new DeliveryPorts(
                configuration.stateStore(clock),
                happened.log(),
                happened.waitingRoom(),
                happened.history(),
                happened.eventStore(),
                queue(),
                _ -> {},
                (_, _, _) -> {},
                _ -> {},
                webhooks,
                Metrics.NONE);
        var ceiling = new Capacity(20, 0, Duration.ofSeconds(50));
        var deliver = new Deliver(
                ports,
                new LoadWebhook(webhooks, vault, clock),
                new MakeAttempt(sender, new Render("1.0.0"), clock),
                new DeliveryRules(new Breaker.Settings(5, Duration.ofMinutes(5)), ceiling),
                new Deliver.Timing(clock, new Random(1)));
        var erasures = new ErasureList(new InMemoryErasures(clock, Duration.ofDays(30)), clock);
        handler = new DeliveryHandler(new DropErased(ports, erasures, clock), deliver, noPoison(), clock);
    }

    void register(Webhook webhook, Credentials credentials) {
        vault.put(webhook.key(), webhook.secret().version(), credentials);
        webhooks.announce(webhook.key(), NOW.plusSeconds(300));
        webhooks.create(webhook, 10_000);
    }

    /** Returns the first task of an event's way to a webhook. */
    DeliveryTask task(Webhook webhook, Event event) {
        happened.eventStore().accept(event);
        var id = DeliveryId.of(event.id(), event.acceptedAt(), webhook.key().webhook());
        return DeliveryTask.first(new DeliveryKey(webhook.key(), id), event, NOW, false);
    }

    /** Hands the function a batch as SQS does; no message may come back. */
    void deliver(List<DeliveryTask> batch) {
        var event = JSON.createObjectNode();
        var records = event.putArray("Records");
        for (var task : batch) {
            var record = records.addObject();
            record.put("messageId", "m-" + records.size()).put("body", TaskJson.write(task));
            record.put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:normal");
            record.putObject("attributes")
                    .put("ApproximateReceiveCount", "1")
                    .put("SentTimestamp", String.valueOf(NOW.toEpochMilli()));
        }
        var answer = new ByteArrayOutputStream();
        try {
            var in = new ByteArrayInputStream(event.toString().getBytes(UTF_8));
            handler.handleRequest(in, answer, new TestContext("delivery", REMAINING_MILLIS));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertThat(answer.toString(UTF_8)).isEqualTo("{\"batchItemFailures\":[]}");
    }

    Delivery record(DeliveryTask task) {
        return Objects.requireNonNull(happened.log().find(List.of(task.key())).get(task.key()));
    }

    Webhook current(Webhook webhook) {
        return webhooks.find(webhook.key()).orElseThrow();
    }

    private DeliveryQueue queue() {
        return new DeliveryQueue() {
            @Override
            public void send(DeliveryTask task) {
                queued.add(task);
            }

            @Override
            public void sendAll(List<DeliveryTask> tasks) {
                queued.addAll(tasks);
            }
        };
    }

    /** Nothing here is unreadable: any call fails. */
    private static SqsPoisonQueue noPoison() {
        var none = new SqsClient() {
            @Override
            public String serviceName() {
                return "sqs";
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        return new SqsPoisonQueue(none, "https://sqs.example/infrastructure-dlq");
    }
}
