package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryMetrics;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.maintenance.Release;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A delivery function over the fakes that pass the ports' contracts. The receiver, the vault and the queues are scripted
 * here; what a test looks at is what was sent, recorded, queued and left.
 */
final class DeliveryWorld {
    static final Instant NOW = Webhooks.EPOCH;

    final MutableClock clock = new MutableClock(NOW);
    final List<HttpPost> sent = Collections.synchronizedList(new ArrayList<>());
    final List<DeliveryTask> queued = Collections.synchronizedList(new ArrayList<>());
    final List<Delivery> deadLetters = Collections.synchronizedList(new ArrayList<>());
    final Webhook webhook;
    final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    final WebhookStore webhooks;
    final WakeIndex wakes;
    Function<HttpPost, SendResult> receiver = _ -> answered(200);
    final List<Event> reports = Collections.synchronizedList(new ArrayList<>());
    final List<String> journal = Collections.synchronizedList(new ArrayList<>());
    final List<Map<String, Object>> lines = Collections.synchronizedList(new ArrayList<>());
    final InMemoryMetrics metrics = new InMemoryMetrics();
    boolean queueDown;
    boolean eventsQueueDown;
    boolean secretUnreadable;
    boolean vaultDown;

    private final StateStore states;
    private final DeliveryPorts ports;
    private final Deliver deliver;

    DeliveryWorld() {
        this(Webhooks.valid().build());
    }

    DeliveryWorld(Webhook webhook) {
        this.webhook = webhook;
        InMemoryConfiguration configuration = new InMemoryConfiguration();
        webhooks = configuration.webhookStore(clock);
        webhooks.announce(webhook.key(), NOW.plusSeconds(300));
        webhooks.create(webhook, 100);
        states = configuration.stateStore(clock);
        wakes = configuration.wakeIndex();
        ports = new DeliveryPorts(
                states,
                deliveries.log(),
                deliveries.waitingRoom(),
                deliveries.history(),
                deliveries.eventStore(),
                queue(),
                this::copy,
                journal(),
                this::report,
                webhooks,
                metrics);
        deliver = new Deliver(
                ports,
                new LoadWebhook(webhooks, vault(), clock),
                new MakeAttempt(
                        post -> {
                            sent.add(post);
                            return receiver.apply(post);
                        },
                        new Render("1.0.0"),
                        clock),
                rules(),
                new Deliver.Timing(clock, new Random(1)));
    }

    static DeliveryRules rules() {
        Capacity ceiling = new Capacity(20, 0, Duration.ofSeconds(50));
        return new DeliveryRules(new Breaker.Settings(5, Duration.ofMinutes(5)), ceiling);
    }

    /** From now on the vault has no secret, and it is too late for one to be on its way. */
    void loseSecret() {
        clock.set(current().updatedAt().plus(LoadWebhook.SETTLES));
        secretUnreadable = true;
    }

    DeliveryPorts ports() {
        return ports;
    }

    static SendResult answered(int status) {
        return new SendResult.Answered(status, List.of(), "", false, Duration.ofMillis(20));
    }

    /** An answer with one response header; its name is in lower case. */
    static SendResult answered(int status, String header, String value) {
        List<Header> headers = List.of(new Header(header, value));
        return new SendResult.Answered(status, headers, "", false, Duration.ofMillis(20));
    }

    DeliveryTask task(int number) {
        return task(number, "memory.created");
    }

    DeliveryTask task(int number, String type) {
        Event event = Events.valid()
                .type(type)
                .tenant(webhook.key().tenant().value())
                .acceptedAt(NOW)
                .build();
        deliveries.eventStore().accept(event);
        WebhookKey key = webhook.key();
        DeliveryId id = DeliveryId.of(new EventId("evt-" + number), NOW, key.webhook());
        return DeliveryTask.first(new DeliveryKey(key, id), event, NOW, false);
    }

    Set<String> deliver(DeliveryTask... tasks) {
        List<Received> batch = new ArrayList<>();
        for (int i = 0; i < tasks.length; i++) {
            batch.add(new Received("m" + i, tasks[i], false));
        }
        return deliver.deliver(batch, clock.instant().plusSeconds(60));
    }

    /** Delivers a message that the queue hands out for the second time. */
    Set<String> redeliver(DeliveryTask task) {
        return deliver.deliver(
                List.of(new Received("again", task, true)), clock.instant().plusSeconds(60));
    }

    Delivery record(DeliveryTask task) {
        Delivery record = deliveries.log().find(List.of(task.key())).get(task.key());
        if (record == null) {
            throw new AssertionError("no record of " + task.key());
        }
        return record;
    }

    /** Returns the webhook as it is now. */
    Webhook current() {
        return webhooks.find(webhook.key()).orElseThrow();
    }

    /** Enables the webhook again, as its tenant would. */
    void enable() {
        Webhook before = current();
        webhooks.update(before, before.changed(before.settings(), true, before.uid(), clock.instant()), true);
    }

    /** Returns the delivery as people see it, a place in the waiting room included. */
    Delivery shown(DeliveryTask task) {
        return deliveries.history().find(task.key()).orElseThrow();
    }

    /** Brings back what no queue has, and delivers what is queued by then. */
    void releaseAndDeliver() {
        new Release(ports, rules(), clock).step(webhook.key(), clock.instant().plusSeconds(30));
        List<DeliveryTask> due = List.copyOf(queued);
        queued.clear();
        deliver(due.toArray(DeliveryTask[]::new));
    }

    /** Returns the types of the reports, in order. */
    List<String> reported() {
        return reports.stream().map(event -> event.type().name()).toList();
    }

    WebhookState state() {
        return states.load(webhook.key()).orElseThrow();
    }

    private DeliveryQueue queue() {
        return new DeliveryQueue() {
            @Override
            public void send(DeliveryTask task) {
                if (queueDown) {
                    throw new Unavailable("test");
                }
                queued.add(task);
            }

            @Override
            public void sendAll(List<DeliveryTask> tasks) {
                tasks.forEach(this::send);
            }
        };
    }

    private void copy(Delivery dead) {
        if (queueDown) {
            throw new Unavailable("test");
        }
        deadLetters.add(dead);
    }

    private void report(EventMessage message) {
        if (eventsQueueDown) {
            throw new Unavailable("test");
        }
        reports.add(message.event());
    }

    /** Lines are kept as {@code LEVEL event}. */
    private Journal journal() {
        return (level, event, fields) -> {
            journal.add(level + " " + event);
            Map<String, Object> line = new TreeMap<>(fields);
            line.put("level", level.name());
            line.put("message", event);
            lines.add(line);
        };
    }

    private SecretVault vault() {
        return new SecretVault() {
            @Override
            public void put(WebhookKey key, String version, Credentials credentials) {
                throw new AssertionError("a delivery makes no secrets");
            }

            @Override
            public Credentials get(WebhookKey key, String version) {
                if (vaultDown) {
                    throw new Unavailable("test");
                }
                if (secretUnreadable) {
                    throw new MissingSecret(key);
                }
                return Credentials.of(new Secret("a-secret-for-tests"));
            }

            @Override
            public void delete(WebhookKey key) {
                throw new AssertionError("a delivery removes no secrets");
            }
        };
    }
}
