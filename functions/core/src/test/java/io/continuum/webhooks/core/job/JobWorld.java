package io.continuum.webhooks.core.job;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterQueue;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.InMemoryEventQueue;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/** Jobs over the fakes that pass the ports' contracts; {@link #tick} is what the maintenance function does about them. */
final class JobWorld {
    final MutableClock clock = new MutableClock(Events.ACCEPTED.plusSeconds(3600));
    final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    final InMemoryConfiguration configuration = new InMemoryConfiguration();
    final WebhookStore webhooks = configuration.webhookStore(clock);
    final StateStore states = configuration.stateStore(clock);
    final JobStore jobs = configuration.jobStore();
    final DeadLetters deadLetters = deliveries.deadLetters();
    final InMemoryErasures erasures = new InMemoryErasures(clock, Duration.ofDays(30));
    final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    final List<String> journal = new ArrayList<>();
    final List<Map<String, ?>> passedOver = new ArrayList<>();
    final DeliveryPorts ports = new DeliveryPorts(
            states,
            deliveries.log(),
            deliveries.waitingRoom(),
            deliveries.history(),
            deliveries.eventStore(),
            queue,
            new InMemoryDeadLetterQueue(),
            this::note,
            new InMemoryEventQueue(),
            webhooks,
            Metrics.NONE);
    final RedriveSlice redriveSlice = new RedriveSlice(deadLetters, ports, webhooks, clock);
    final EraseSlice eraseSlice = new EraseSlice(deliveries.payloads(), erasures, ports, clock);
    final RequestRedrive redrive =
            new RequestRedrive(new RequestRedrive.Stores(deadLetters, jobs, webhooks), ports, clock, new Random(3));
    final RecoverWebhook recover = new RecoverWebhook(deadLetters, states, redrive);
    final RequestErasure erasure = new RequestErasure(erasures, jobs, clock, new Random(4));

    private void note(Journal.Level level, String event, Map<String, ?> fields) {
        journal.add(event);
        if (event.equals("redrive.passed_over")) {
            passedOver.add(fields);
        }
    }

    Webhook webhook(Webhooks builder) {
        Webhook webhook = builder.build();
        webhooks.create(webhook, 1_000);
        return webhook;
    }

    /** Stores an event of a webhook's tenant that went to that webhook. */
    Event event(WebhookKey webhook, Events builder) {
        Event event = builder.tenant(webhook.tenant().value()).build();
        deliveries.eventStore().acceptMatched(event, List.of(webhook.webhook()));
        return event;
    }

    Delivery dead(WebhookKey webhook, int number) {
        Events event = Events.valid().id("evt-" + number).acceptedAt(Events.ACCEPTED.plusSeconds(number));
        return died(pending(webhook, event(webhook, event)));
    }

    Delivery died(Delivery pending) {
        Delivery dead = Deliveries.dead(pending);
        ports.log().write(null, dead);
        return dead;
    }

    static Delivery pending(WebhookKey webhook, Event event) {
        return Deliveries.first(webhook, event.id().value(), event.type().name(), event.acceptedAt());
    }

    RunJobs runJobs(JobStore store) {
        return new RunJobs(store, redriveSlice, eraseSlice, ports.journal(), clock);
    }

    List<JobKey> due() {
        return configuration.wakeIndex().due(clock.instant(), 100).stream()
                .filter(WakeIndex.Due.Job.class::isInstance)
                .map(WakeIndex.Due.Job.class::cast)
                .map(WakeIndex.Due.Job::job)
                .toList();
    }

    /** Runs what is due; returns the tasks that were sent. */
    List<DeliveryTask> tick() {
        runJobs(jobs).run(due(), clock.instant().plusSeconds(30));
        return queue.take().stream().map(InMemoryDeliveryQueue.Sent::task).toList();
    }

    /** Runs what is due a minute later. */
    List<DeliveryTask> tickAMinuteLater() {
        clock.advance(Duration.ofMinutes(1));
        return tick();
    }

    Delivery record(Delivery delivery) {
        return Objects.requireNonNull(ports.log().find(List.of(delivery.key())).get(delivery.key()));
    }

    static DeadLetters.Filter of(WebhookId webhook) {
        return new DeadLetters.Filter(webhook, null, null, null, null);
    }

    static TenantId tenant() {
        return Webhooks.TENANT;
    }

    Instant now() {
        return clock.instant();
    }
}
