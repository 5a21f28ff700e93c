package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.StateStore;
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
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.InMemoryVault;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hours of one webhook whose receiver is down, in seconds: the delivery and the maintenance code over stores in memory that
 * count their writes, and queues that hold messages back as SQS does. The clock jumps to whatever comes next.
 */
final class Outage {
    static final Instant BEGIN = Webhooks.EPOCH;

    private static final int BATCH = 10;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    final Webhook webhook;
    final List<Request> requests = new ArrayList<>();
    final AtomicInteger stateWrites = new AtomicInteger();

    private final MutableClock clock = new MutableClock(BEGIN);
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryConfiguration configuration = new InMemoryConfiguration();
    private final InMemoryDeliveryQueue sent = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final PriorityQueue<Message> queue =
            new PriorityQueue<>(Comparator.comparing(Message::visible).thenComparingLong(Message::number));
    private final ConcurrentLinkedQueue<Request> arriving = new ConcurrentLinkedQueue<>();
    private final Map<DeliveryKey, AtomicInteger> placeWrites = new ConcurrentHashMap<>();
    private final DeliveryPorts ports;
    private final Deliver deliver;
    private final Release release;
    private volatile int status = 500;
    private Instant nextTick = BEGIN.plus(MINUTE);
    private long numbers;

    /** A request that came to the receiver. */
    record Request(Instant at, String delivery, int status) {}

    private record Message(Instant visible, long number, DeliveryTask task) {}

    Outage(Capacity capacity) {
        webhook = Webhooks.valid().capacity(capacity).build();
        WebhookStore webhooks = configuration.webhookStore(clock);
        InMemoryVault vault = new InMemoryVault();
        vault.put(webhook.key(), webhook.secret().version(), Credentials.of(new Secret("a-secret-for-tests")));
        webhooks.create(webhook, 100);
        DeliveryRules rules = new DeliveryRules(
                new Breaker.Settings(5, Duration.ofMinutes(5)), new Capacity(20, 0, Duration.ofSeconds(50)));
        ports = new DeliveryPorts(
                counted(StateStore.class, configuration.stateStore(clock)),
                deliveries.log(),
                counted(WaitingRoom.class, deliveries.waitingRoom()),
                deliveries.history(),
                deliveries.eventStore(),
                sent,
                _ -> {},
                (_, _, _) -> {},
                _ -> {},
                webhooks,
                Metrics.NONE);
        deliver = new Deliver(
                ports,
                new LoadWebhook(webhooks, vault, clock),
                new MakeAttempt(this::answer, new Render("1.0.0"), clock),
                rules,
                new Deliver.Timing(clock, new Random(1)));
        release = new Release(ports, rules, clock);
    }

    private SendResult answer(HttpPost post) {
        String delivery = post.headers().stream()
                .filter(header -> header.name().equalsIgnoreCase("webhook-id"))
                .map(header -> header.value())
                .findFirst()
                .orElseThrow();
        int now = status;
        arriving.add(new Request(clock.instant(), delivery, now));
        return new SendResult.Answered(now, List.of(), "", false, Duration.ofMillis(20));
    }

    /** Returns a store whose writes are counted: those of places by delivery, those of the state all together. */
    private <T> T counted(Class<T> port, T store) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "swap" -> stateWrites.incrementAndGet();
                        case "put", "remove" ->
                            placeWrites
                                    .computeIfAbsent(key(arguments[0]), _ -> new AtomicInteger())
                                    .incrementAndGet();
                        default -> {
                            // Reads.
                        }
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                }));
    }

    private static DeliveryKey key(Object argument) {
        return argument instanceof Delivery delivery ? delivery.key() : (DeliveryKey) argument;
    }

    /** From now on the receiver answers with {@code newStatus}. */
    void answer(int newStatus) {
        status = newStatus;
    }

    Instant now() {
        return clock.instant();
    }

    /** Publishes an event; its task is in the queue. */
    DeliveryKey publish(int number) {
        Event event = Events.valid()
                .tenant(webhook.key().tenant().value())
                .id("evt-" + number)
                .acceptedAt(clock.instant())
                .build();
        deliveries.eventStore().accept(event);
        DeliveryId id = DeliveryId.of(
                new EventId("evt-" + number), event.acceptedAt(), webhook.key().webhook());
        DeliveryKey key = new DeliveryKey(webhook.key(), id);
        sent.send(DeliveryTask.first(key, event, clock.instant(), false));
        takeOver();
        return key;
    }

    /** Lets time pass until {@code end}; everything that comes due by then is done when it is. */
    void runUntil(Instant end) {
        while (true) {
            Message head = queue.peek();
            Instant next = head == null || nextTick.isBefore(head.visible()) ? nextTick : head.visible();
            if (next.isAfter(end)) {
                clock.set(end);
                return;
            }
            if (next.isAfter(clock.instant())) {
                clock.set(next);
            }
            if (next.equals(nextTick)) {
                tick();
            } else {
                invoke();
            }
            takeOver();
        }
    }

    private void tick() {
        nextTick = nextTick.plus(MINUTE);
        for (WakeIndex.Due due : configuration.wakeIndex().due(clock.instant(), 10)) {
            if (due instanceof WakeIndex.Due.Wake(var key)) {
                release.step(key, clock.instant().plusSeconds(30));
            }
        }
    }

    private void invoke() {
        List<Received> batch = new ArrayList<>();
        Message head = queue.peek();
        while (batch.size() < BATCH && head != null && !head.visible().isAfter(clock.instant())) {
            batch.add(new Received("m" + batch.size(), head.task(), false));
            queue.remove();
            head = queue.peek();
        }
        Set<String> left = deliver.deliver(batch, clock.instant().plus(MINUTE));
        if (!left.isEmpty()) {
            throw new AssertionError("nothing here is unavailable, and yet these stay: " + left);
        }
        for (Request one = arriving.poll(); one != null; one = arriving.poll()) {
            requests.add(one);
        }
    }

    private void takeOver() {
        for (InMemoryDeliveryQueue.Sent one : sent.take()) {
            queue.add(new Message(clock.instant().plusSeconds(one.delaySeconds()), numbers++, one.task()));
        }
    }

    /** Returns how many deliveries are in a queue or have a place. */
    int waiting() {
        return queue.size() + ports.waiting().count(webhook.key(), Integer.MAX_VALUE);
    }

    int writesOfPlace(DeliveryKey key) {
        AtomicInteger writes = placeWrites.get(key);
        return writes == null ? 0 : writes.get();
    }

    /** Returns the records of those deliveries; none where there is none. */
    Map<DeliveryKey, Delivery> records(List<DeliveryKey> keys) {
        return ports.log().find(keys);
    }

    Breaker breaker() {
        return ports.states().load(webhook.key()).orElseThrow().breaker();
    }
}
