package io.continuum.webhooks.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.Wake;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.deadletter.DeadLetterCopies;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.deadletter.SweepCopies;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterCopies;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterQueue;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.InMemoryEventQueue;
import io.continuum.webhooks.core.fake.InMemoryMetrics;
import io.continuum.webhooks.core.fake.InMemoryVault;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.job.EraseSlice;
import io.continuum.webhooks.core.job.RedriveJob;
import io.continuum.webhooks.core.job.RedriveSlice;
import io.continuum.webhooks.core.job.RunJobs;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.core.webhook.MoveSecret;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TickTest {
    private final MutableClock clock = new MutableClock(Events.ACCEPTED.plusSeconds(600));
    private static final DeliveryRules RULES = new DeliveryRules(
            new Breaker.Settings(5, Duration.ofMinutes(5)), new Capacity(20, 0, Duration.ofSeconds(50)));

    private final InMemoryConfiguration configuration = new InMemoryConfiguration();
    private final WebhookStore webhooks = configuration.webhookStore(clock);
    private final InMemoryDeliveries deliveries = new InMemoryDeliveries(clock, Duration.ofDays(30));
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(clock, Duration.ofMinutes(15));
    private final InMemoryDeadLetterQueue dead = new InMemoryDeadLetterQueue();
    private final InMemoryDeadLetterCopies copies = new InMemoryDeadLetterCopies(dead);
    private final List<String> journal = new ArrayList<>();
    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final DeliveryPorts ports = new DeliveryPorts(
            configuration.stateStore(clock),
            deliveries.log(),
            deliveries.waitingRoom(),
            deliveries.history(),
            deliveries.eventStore(),
            slowly(),
            dead,
            (_, event, _) -> journal.add(event),
            new InMemoryEventQueue(),
            webhooks,
            Metrics.NONE);
    private static final Credentials SECRET = Credentials.of(new Secret("a-secret-for-tests"));
    private final InMemoryVault vault = new InMemoryVault(clock);
    private SecretVault removedFrom = vault;
    private final WebhookKey webhook = made(1);
    private Duration sendingTakes = Duration.ZERO;

    private DeliveryQueue slowly() {
        return new DeliveryQueue() {
            @Override
            public void send(DeliveryTask task) {
                queue.send(task);
                clock.advance(sendingTakes);
            }

            @Override
            public void sendAll(List<DeliveryTask> tasks) {
                tasks.forEach(this::send);
            }
        };
    }

    private WebhookKey made(int number) {
        Webhook made = Webhooks.valid().number(number).build();
        webhooks.create(made, 100);
        return made.key();
    }

    private Tick tick(DeadLetterCopies from) {
        return tick(from, configuration.wakeIndex());
    }

    private Tick tick(DeadLetterCopies from, WakeIndex index) {
        DeadLetters deadLetters = deliveries.deadLetters();
        InMemoryErasures erasures = new InMemoryErasures(clock, Duration.ofDays(30));
        RunJobs jobs = new RunJobs(
                configuration.jobStore(),
                new RedriveSlice(deadLetters, ports, webhooks, clock),
                new EraseSlice(deliveries.payloads(), erasures, ports, clock),
                ports.journal(),
                clock);
        BreakerGauge gauge = new BreakerGauge(
                configuration.wakeIndex(),
                ports.states(),
                metrics,
                RULES.breaker().openFor(),
                clock);
        MoveSecrets moves = new MoveSecrets(
                configuration.webhookWalk(),
                vault,
                new MoveSecret(webhooks, vault, ports.journal(), clock, new Random(1)),
                (_, _, _) -> {},
                clock);
        Tick.Work work = new Tick.Work(
                new Release(ports, RULES, clock), jobs, new SweepCopies(from, deadLetters, clock), gauge, moves);
        return new Tick(index, work, webhooks, removedFrom, ports.journal(), clock);
    }

    private Delivery died() {
        Event event =
                Events.valid().tenant(webhook.tenant().value()).id("evt-1").build();
        deliveries.eventStore().accept(event);
        Delivery died = Deliveries.dead(Deliveries.first(webhook, "evt-1"));
        ports.log().write(null, died);
        return died;
    }

    private void redrive() {
        JobKey key = new JobKey(webhook.tenant(), JobId.make(clock.instant(), new Random(1)));
        RedriveJob.What all = RedriveJob.What.of(DeadLetters.Filter.ALL);
        configuration.jobStore().create(RedriveJob.asked(key, all, 10, 10, clock.instant()));
    }

    @Test
    void a_due_job_is_carried_out() {
        Delivery died = died();
        redrive();

        tick(copies).run(clock.instant().plusSeconds(60));

        assertThat(queue.take())
                .singleElement()
                .extracting(sent -> sent.task().key())
                .isEqualTo(died.key());
    }

    @Test
    void copies_of_what_lives_again_leave() {
        Delivery died = died();
        dead.copy(died);
        ports.log().write(died, Deliveries.succeeded(died));

        tick(copies).run(clock.instant().plusSeconds(60));

        assertThat(copies.left()).isEmpty();
        assertThat(copies.visible()).isZero();
    }

    /** Parks that many deliveries; the wake is due since {@code ago}. */
    private void parked(WebhookKey key, int many, Duration ago) {
        for (int i = 0; i < many; i++) {
            Event event =
                    Events.valid().tenant(key.tenant().value()).id("evt-" + i).build();
            deliveries.eventStore().accept(event);
            ports.waiting().put(Deliveries.parked(Deliveries.first(key, "evt-" + i)));
        }
        WebhookState state = ports.states().load(key).orElseThrow();
        Wake wake = state.wake().added(clock.instant().minus(ago));
        ports.states().swap(state, state.with(wake));
    }

    @Test
    void a_webhook_of_which_very_much_waits_leaves_the_others_their_turn() {
        WebhookKey other = made(2);
        parked(webhook, 600, Duration.ofMinutes(2));
        parked(other, 1, Duration.ofMinutes(1));
        sendingTakes = Duration.ofMillis(100);

        tick(copies).run(clock.instant().plusSeconds(30));

        assertThat(queue.take())
                .hasSizeGreaterThan(100)
                .extracting(sent -> sent.task().key().webhook())
                .contains(webhook, other);
    }

    @Test
    void a_queue_that_does_not_answer_keeps_nothing_else_back() {
        WebhookKey halfMade = Webhooks.valid().number(5).build().key();
        webhooks.announce(halfMade, clock.instant());
        died();
        redrive();
        DeadLetterCopies down = new DeadLetterCopies() {
            @Override
            public List<Copy> take(int most) {
                throw new Unavailable("test");
            }

            @Override
            public void remove(List<Copy> gone) {
                throw new Unavailable("test");
            }

            @Override
            public void putBack(List<Copy> kept) {
                throw new Unavailable("test");
            }
        };

        tick(down).run(clock.instant().plusSeconds(60));

        assertThat(queue.take()).hasSize(1);
        assertThat(configuration.wakeIndex().due(clock.instant(), 10)).isEmpty();
        assertThat(journal).contains("maintenance.unavailable");
    }

    @Test
    void a_half_made_webhook_leaves_no_secret() {
        WebhookKey halfMade = Webhooks.valid().number(5).build().key();
        webhooks.announce(halfMade, clock.instant().plus(Duration.ofMinutes(5)));
        vault.put(halfMade, "first", SECRET);
        tick(copies).run(clock.instant().plusSeconds(60));
        assertThat(vault.size()).isEqualTo(1);

        clock.advance(Duration.ofMinutes(5));
        tick(copies).run(clock.instant().plusSeconds(60));

        assertThat(vault.size()).isZero();
    }

    @Test
    void a_webhook_that_is_announced_again_by_a_repeat_keeps_the_secret_that_the_repeat_will_name() {
        WebhookKey halfMade = Webhooks.valid().number(5).build().key();
        webhooks.announce(halfMade, clock.instant());
        List<WakeIndex.Due> read = configuration.wakeIndex().due(clock.instant(), 10);
        webhooks.announce(halfMade, clock.instant().plus(Duration.ofMinutes(5)));
        vault.put(halfMade, "first", SECRET);

        tick(copies, (_, _) -> read).run(clock.instant().plusSeconds(60));

        assertThat(vault.get(halfMade, "first")).isEqualTo(SECRET);
        clock.advance(Duration.ofMinutes(5));
        assertThat(configuration.wakeIndex().due(clock.instant(), 10))
                .containsExactly(new WakeIndex.Due.HalfMade(halfMade));
    }

    @Test
    void a_repeat_in_the_middle_of_the_removal_is_refused_before_it_puts_a_secret_that_would_go() {
        Webhook halfMade = Webhooks.valid().number(5).build();
        String version = halfMade.secret().version();
        webhooks.announce(halfMade.key(), clock.instant());
        vault.put(halfMade.key(), version, SECRET);
        List<RuntimeException> refused = new ArrayList<>();
        // Between find, which has seen nothing, and the deletion.
        removedFrom = overtaken(() -> {
            try {
                repeat(halfMade);
            } catch (Unavailable e) {
                refused.add(e);
            }
        });

        tick(copies).run(clock.instant().plusSeconds(60));

        assertThat(refused).hasSize(1);
        assertThat(webhooks.find(halfMade.key())).isEmpty();
        repeat(halfMade);
        assertThat(webhooks.find(halfMade.key())).isPresent();
        assertThat(vault.get(halfMade.key(), version)).isEqualTo(SECRET);
    }

    /** Lets something else happen before it deletes. */
    private SecretVault overtaken(Runnable before) {
        return new SecretVault() {
            @Override
            public void put(WebhookKey key, String version, Credentials credentials) {
                vault.put(key, version, credentials);
            }

            @Override
            public Credentials get(WebhookKey key, String version) {
                return vault.get(key, version);
            }

            @Override
            public void delete(WebhookKey key) {
                before.run();
                vault.delete(key);
            }
        };
    }

    /** What the repeat of a request does that had died before. */
    private void repeat(Webhook made) {
        webhooks.announce(made.key(), clock.instant().plus(Duration.ofMinutes(5)));
        vault.put(made.key(), made.secret().version(), SECRET);
        webhooks.create(made, 100);
    }

    @Test
    void of_a_webhook_whose_secret_changed_the_version_that_it_names_stays_and_older_ones_go() {
        String named = webhooks.find(webhook).orElseThrow().secret().version();
        vault.put(webhook, named, SECRET);
        vault.put(webhook, "older", SECRET);
        webhooks.announce(webhook, clock.instant().plus(Duration.ofMinutes(5)));
        clock.advance(Duration.ofMinutes(5));
        vault.put(webhook, "about-to-be-named", SECRET);

        tick(copies).run(clock.instant().plusSeconds(60));

        assertThat(vault.get(webhook, named)).isEqualTo(SECRET);
        assertThat(vault.get(webhook, "about-to-be-named")).isEqualTo(SECRET);
        assertThatExceptionOfType(SecretVault.MissingSecret.class).isThrownBy(() -> vault.get(webhook, "older"));
        assertThat(configuration.wakeIndex().due(clock.instant(), 10)).isEmpty();
    }
}
