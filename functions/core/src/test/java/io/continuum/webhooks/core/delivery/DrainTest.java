package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Drain;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.maintenance.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What waited behind a breaker, from the first opening to the end of its drain. */
class DrainTest {
    private final DeliveryWorld world = new DeliveryWorld();
    private final Release release = new Release(world.ports(), DeliveryWorld.rules(), world.clock);

    private void step() {
        release.step(world.webhook.key(), world.clock.instant().plusSeconds(30));
    }

    /** Opens the breaker that often in a row. */
    private void open(int openings) {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        for (int opening = 2; opening <= openings; opening++) {
            world.clock.advance(Duration.ofMinutes(5));
            world.deliver(world.task(100 + opening));
        }
        assertThat(world.state().breaker().openings()).isEqualTo(openings);
        world.queued.clear();
    }

    /** Closes it by a probe of another delivery. */
    private void close() {
        world.clock.advance(Duration.ofMinutes(5));
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.deliver(world.task(999));
        assertThat(world.state().breaker()).isEqualTo(Breaker.closed());
        world.queued.clear();
    }

    private List<DeliveryTask> park(int many) {
        List<DeliveryTask> tasks =
                IntStream.range(0, many).mapToObj(i -> world.task(1_000 + i)).toList();
        tasks.forEach(world::deliver);
        assertThat(world.queued).isEmpty();
        return tasks;
    }

    private int waiting() {
        return world.ports().waiting().count(world.webhook.key(), 10_000);
    }

    @Test
    void a_drain_begins_with_as_many_as_there_are_slots_and_plans_a_minute_ahead() {
        open(3);
        park(70);
        close();
        Instant begin = world.clock.instant();

        step();

        assertThat(world.queued).hasSize(70);
        assertThat(world.queued)
                .filteredOn(task -> !task.notBefore().isAfter(begin))
                .hasSize(10);
        assertThat(world.queued)
                .filteredOn(task -> task.notBefore().isBefore(begin.plusSeconds(19)))
                .hasSize(30);
        assertThat(waiting()).isZero();
        assertThat(world.state().drain()).extracting(Drain::released).isEqualTo(70);
    }

    @Test
    void a_doubled_step_releases_nothing_more() {
        open(3);
        park(700);
        close();
        step();
        int sent = world.queued.size();
        assertThat(waiting()).isEqualTo(70);

        step();
        world.clock.advance(Duration.ofSeconds(20));
        step();

        assertThat(world.queued).hasSize(sent);
    }

    @Test
    void the_next_minutes_step_goes_on() {
        open(3);
        park(700);
        close();
        step();
        world.queued.clear();
        world.clock.advance(Duration.ofMinutes(1));

        step();

        assertThat(world.queued).isNotEmpty();
        assertThat(world.state().drain()).extracting(Drain::released).isEqualTo(630 + world.queued.size());
    }

    @Test
    void a_breaker_that_opens_again_ends_the_drain() {
        open(3);
        park(700);
        close();
        step();
        world.queued.clear();

        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(i -> world.task(5_000 + i)).toArray(DeliveryTask[]::new));

        assertThat(world.state().drain()).isNull();
    }

    @Test
    void what_was_sent_round_behind_the_first_opening_keeps_its_place_when_it_is_parked() {
        open(1);
        DeliveryTask first = world.task(1_000);
        world.deliver(first);
        DeliveryTask round = world.queued.removeFirst();
        Delivery place = world.shown(first);
        for (int opening = 2; opening <= 3; opening++) {
            world.clock.advance(Duration.ofMinutes(5));
            world.deliver(world.task(100 + opening));
        }
        world.queued.clear();

        world.clock.advance(Duration.ofMinutes(1));
        world.deliver(round);

        assertThat(world.queued).as("parked").isEmpty();
        assertThat(world.shown(first)).as("not written anew").isEqualTo(place);
        close();
        step();
        assertThat(world.queued).extracting(DeliveryTask::key).containsExactly(first.key());
        assertThat(waiting()).isZero();
    }

    @Test
    void what_a_queue_brings_back_soon_is_left_to_it_and_looked_at_again() {
        open(1);
        world.deliver(world.task(1_000));
        DeliveryTask round = world.queued.removeFirst();
        close();

        step();

        assertThat(world.queued).isEmpty();
        assertThat(waiting()).isEqualTo(1);
        assertThat(world.state().wake().at()).isAfter(round.notBefore());
        world.clock.advance(Duration.ofMinutes(1));
        world.deliver(round);
        world.clock.advance(Duration.ofMinutes(5));
        step();
        assertThat(waiting()).isZero();
        assertThat(world.state().wake().at()).isNull();
    }

    @Test
    void a_released_delivery_that_finds_no_slot_goes_round_without_a_place() {
        open(3);
        List<DeliveryTask> parked = park(25);
        close();
        step();
        List<DeliveryTask> released = new ArrayList<>(world.queued);
        world.queued.clear();
        world.clock.advance(Duration.ofSeconds(30));

        world.deliver(released.toArray(DeliveryTask[]::new));

        assertThat(world.queued).hasSize(15).allMatch(task -> task.waitingFor() == null);
        assertThat(waiting()).isZero();
        while (!world.queued.isEmpty()) {
            List<DeliveryTask> again = List.copyOf(world.queued);
            world.queued.clear();
            world.clock.advance(Duration.ofSeconds(5));
            world.deliver(again.toArray(DeliveryTask[]::new));
        }
        assertThat(parked).allMatch(task -> world.record(task).status() == Status.SUCCESS);
    }

    @Test
    void a_released_delivery_before_which_the_breaker_opens_again_has_a_place_again() {
        open(3);
        park(1);
        close();
        step();
        DeliveryTask released = world.queued.removeFirst();
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(i -> world.task(5_000 + i)).toArray(DeliveryTask[]::new));
        world.queued.clear();

        world.deliver(released);

        assertThat(world.queued)
                .singleElement()
                .extracting(DeliveryTask::waitingFor)
                .isEqualTo(WaitReason.BREAKER);
        assertThat(waiting()).isEqualTo(1);
    }
}
