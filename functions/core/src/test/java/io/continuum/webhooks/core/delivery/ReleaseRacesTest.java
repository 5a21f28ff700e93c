package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.maintenance.Release;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.stats.Stats;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A step of a release, and what others do to its webhook between its reads and its writes, or have left undone. */
class ReleaseRacesTest {
    private final DeliveryWorld world = new DeliveryWorld();
    private final AtomicInteger calls = new AtomicInteger();

    private void step(DeliveryPorts ports) {
        new Release(ports, DeliveryWorld.rules(), world.clock)
                .step(world.webhook.key(), world.clock.instant().plusSeconds(30));
    }

    private void step() {
        step(world.ports());
    }

    /** Returns a port that runs {@code before} each call of {@code name}. */
    private <T> T before(Class<T> port, T store, String name, Runnable before) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, (_, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        before.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw Objects.requireNonNull(e.getCause());
                    }
                }));
    }

    private DeliveryPorts with(StateStore states, WaitingRoom waiting, EventStore events) {
        DeliveryPorts ports = world.ports();
        return new DeliveryPorts(
                states,
                ports.log(),
                waiting,
                ports.history(),
                events,
                ports.queue(),
                ports.deadLetters(),
                ports.journal(),
                ports.reports(),
                ports.webhooks(),
                ports.metrics());
    }

    private DeliveryPorts beforeSwaps(Runnable before) {
        DeliveryPorts ports = world.ports();
        return with(before(StateStore.class, ports.states(), "swap", before), ports.waiting(), ports.events());
    }

    private DeliveryPorts beforeReading(Runnable before) {
        DeliveryPorts ports = world.ports();
        WaitingRoom inner = ports.waiting();
        return with(ports.states(), before(WaitingRoom.class, inner, "oldest", before), ports.events());
    }

    private void change(WebhookState next) {
        assertThat(world.ports().states().swap(world.state(), next)).isInstanceOf(StateStore.Swap.Done.class);
    }

    /** Parks that many behind a third opening. */
    private List<DeliveryTask> parked(int many) {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        for (int opening = 2; opening <= 3; opening++) {
            world.clock.advance(Duration.ofMinutes(5));
            world.deliver(world.task(100 + opening));
        }
        List<DeliveryTask> tasks =
                IntStream.range(0, many).mapToObj(i -> world.task(1_000 + i)).toList();
        tasks.forEach(world::deliver);
        assertThat(waiting()).isGreaterThanOrEqualTo(many);
        world.queued.clear();
        return tasks;
    }

    private void close() {
        world.clock.advance(Duration.ofMinutes(5));
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.deliver(world.task(999));
        assertThat(world.state().breaker()).isEqualTo(Breaker.closed());
        world.queued.clear();
    }

    private int waiting() {
        return world.ports().waiting().count(world.webhook.key(), 10_000);
    }

    private long dead(List<DeliveryTask> tasks) {
        return tasks.stream()
                .flatMap(task -> world.ports().history().find(task.key()).stream())
                .filter(shown -> shown.status() == Status.DEAD_LETTER && shown.reason() == Reason.EXPIRED)
                .count();
    }

    @Test
    void the_slots_of_a_dead_worker_keep_no_drain_back_and_are_counted_by_it() {
        parked(700);
        close();
        step();
        assertThat(waiting()).isEqualTo(70);
        world.queued.clear();
        Stats before = world.state().stats();
        List<DeliveryTask> done =
                IntStream.range(0, 10).mapToObj(i -> world.task(5_000 + i)).toList();
        world.deliver(done.toArray(DeliveryTask[]::new));
        Stats after = world.state().stats();
        WebhookState unsettled = world.state().with(before);
        List<Slot> slots = done.stream()
                .map(task ->
                        new Slot(task.key().delivery(), 1, world.clock.instant().plusSeconds(40)))
                .toList();
        change(unsettled.with(slots, unsettled.rate()));

        world.clock.advance(Duration.ofMinutes(1));
        step();

        assertThat(world.queued).isNotEmpty();
        assertThat(world.state().slots()).isEmpty();
        assertThat(world.state().stats())
                .extracting(Stats::attempts, Stats::durationMs)
                .containsExactly(after.attempts(), after.durationMs());
        for (int minute = 0; minute < 20 && waiting() > 0; minute++) {
            world.clock.advance(Duration.ofMinutes(1));
            step();
        }
        assertThat(waiting()).isZero();
    }

    @Test
    void a_webhook_whose_state_moves_while_its_places_are_read_is_released_all_the_same() {
        parked(700);
        close();

        step(beforeReading(() -> change(world.state())));

        assertThat(world.queued).hasSize(630);
    }

    @Test
    void a_minute_that_cannot_be_claimed_sends_nothing_stays_due_and_is_told() {
        parked(20);
        close();
        world.journal.clear();

        step(beforeSwaps(() -> change(world.state())));

        assertThat(world.queued).isEmpty();
        assertThat(world.journal).containsExactly("WARNING drain.lost");
        assertThat(world.state().wake().at()).isBeforeOrEqualTo(world.clock.instant());
        step();
        assertThat(world.queued).hasSize(20);
    }

    @Test
    void what_a_drain_does_not_come_to_in_three_days_is_given_up_and_the_rest_goes() {
        List<DeliveryTask> tasks = parked(700);
        close();
        step();
        world.queued.clear();
        List<DeliveryTask> left = tasks.stream()
                .filter(task -> world.ports().history().find(task.key()).isPresent())
                .toList();
        assertThat(left).hasSize(70);
        world.clock.advance(Duration.ofDays(3));
        Delivery place = world.shown(left.getLast());
        Waiting waiting = Objects.requireNonNull(place.waiting());
        world.ports()
                .waiting()
                .put(place.waitingFor(
                        new Waiting(1, WaitReason.BREAKER, world.clock.instant(), waiting.until(), true)));

        step();

        assertThat(world.queued)
                .extracting(DeliveryTask::key)
                .containsExactly(left.getLast().key());
        assertThat(dead(left)).isEqualTo(69);
        assertThat(world.deadLetters).hasSize(69);
        assertThat(waiting()).isZero();
    }

    @Test
    void more_than_a_slice_expires_behind_an_open_breaker() {
        List<DeliveryTask> tasks = parked(250);
        world.clock.set(DeliveryWorld.NOW.plus(Duration.ofDays(3)).minusSeconds(60));
        world.deliver(world.task(998));
        assertThat(world.state().breaker()).isInstanceOf(Breaker.Open.class);
        world.clock.advance(Duration.ofMinutes(1));

        step();

        assertThat(dead(tasks)).isEqualTo(250);
        assertThat(world.state().wake().at())
                .isEqualTo(world.state().breaker().barredUntil().orElseThrow());
    }

    @Test
    void a_probe_is_looked_for_in_the_slice_that_was_read() {
        parked(250);
        world.clock.advance(Duration.ofMinutes(5));

        step(beforeReading(calls::incrementAndGet));

        assertThat(world.queued).hasSize(1);
        assertThat(calls).hasValue(1);
    }

    @Test
    void nobody_clears_the_wake_of_a_webhook_that_is_disabled_meanwhile() {
        WebhookState state = world.state();
        change(state.with(state.wake().added(world.clock.instant())));

        step(beforeSwaps(() -> {
            WebhookState current = world.state();
            if (current.life() == Life.LIVE) {
                change(current.configured(Life.DISABLED, current.configVersion(), current.capacity()));
            }
        }));

        assertThat(world.state().wake().at()).isNotNull();
    }

    @Test
    void nobody_clears_a_wake_that_another_step_moved_and_that_is_relied_on() {
        WebhookState state = world.state();
        change(state.with(state.wake().added(world.clock.instant())));

        step(beforeReading(() -> {
            if (calls.getAndIncrement() == 0) {
                WebhookState current = world.state();
                change(current.with(current.wake().movedTo(world.clock.instant().plusSeconds(30))));
            }
        }));

        assertThat(world.state().wake().at()).isEqualTo(world.clock.instant().plusSeconds(30));
    }

    @Test
    void what_is_released_or_buried_is_looked_at_though_nobody_set_a_wake() {
        WebhookState state = world.state();
        assertThat(state.wake().at()).isNull();

        assertThat(state.released(DeliveryWorld.NOW).wake())
                .isEqualTo(state.wake().movedTo(DeliveryWorld.NOW));
        assertThat(state.buried(DeliveryWorld.NOW).wake())
                .isEqualTo(state.wake().movedTo(DeliveryWorld.NOW));
    }

    @Test
    void one_event_that_cannot_be_read_keeps_none_of_the_others_back() {
        parked(20);
        close();
        DeliveryPorts ports = world.ports();
        EventStore events = before(EventStore.class, ports.events(), "find", () -> {
            if (calls.incrementAndGet() == 3) {
                throw new Unavailable("test");
            }
        });

        assertThatExceptionOfType(Unavailable.class)
                .isThrownBy(() -> step(with(ports.states(), ports.waiting(), events)));

        assertThat(world.queued).hasSize(19);
        assertThat(waiting()).isEqualTo(1);
        world.clock.advance(Duration.ofMinutes(1));
        step();
        assertThat(waiting()).isZero();
    }
}
