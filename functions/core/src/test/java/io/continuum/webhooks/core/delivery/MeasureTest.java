package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.fake.InMemoryMetrics;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.format.BrainBotFormat;
import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the delivery function tells its metrics. */
class MeasureTest {
    private final DeliveryWorld world = new DeliveryWorld();
    private final InMemoryMetrics metrics = world.metrics;

    private DeliveryTask[] tasks(int many) {
        return IntStream.range(0, many).mapToObj(world::task).toArray(DeliveryTask[]::new);
    }

    /** Opens the breaker by five failures, and forgets what was queued and measured. */
    private void open() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(tasks(5));
        world.queued.clear();
    }

    @Test
    void a_success_is_one_attempt_with_its_duration_and_its_wait() {
        DeliveryTask task = world.task(1);
        world.clock.advance(Duration.ofMillis(1500));
        world.deliver(task);

        assertThat(metrics.all())
                .containsExactlyInAnyOrder(
                        added(Metric.ATTEMPTS, 1),
                        added(Metric.DELIVERIES_SUCCEEDED, 1),
                        added(Metric.DURATION, 20),
                        added(Metric.QUEUE_WAIT, 1500));
    }

    private static InMemoryMetrics.Added added(Metric metric, long value) {
        return new InMemoryMetrics.Added(metric, new Lane("continuum", "normal"), value);
    }

    @Test
    void the_lane_is_the_webhooks_format_and_the_events_priority() {
        DeliveryWorld brainBot =
                new DeliveryWorld(Webhooks.valid().format(new BrainBotFormat()).build());
        brainBot.deliver(brainBot.task(1));

        assertThat(brainBot.metrics.all())
                .extracting(InMemoryMetrics.Added::lane)
                .containsOnly(new Lane("brain-bot", "normal"));
    }

    @Test
    void a_delivery_that_fails_to_its_end_is_dead_once_and_failed_each_time() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        DeliveryTask next = world.task(1);
        while (next != null) {
            world.clock.set(world.clock.instant().plus(Duration.ofHours(1)));
            world.deliver(next);
            next = world.queued.isEmpty() ? null : world.queued.removeFirst();
        }

        assertThat(metrics.sum(Metric.ATTEMPTS)).isEqualTo(6);
        assertThat(metrics.sum(Metric.ATTEMPTS_FAILED)).isEqualTo(6);
        assertThat(metrics.sum(Metric.DELIVERIES_DEAD)).isEqualTo(1);
        assertThat(metrics.sum(Metric.DELIVERIES_SUCCEEDED)).isZero();
    }

    @Test
    void a_copy_and_a_redelivery_are_counted_no_second_time() {
        DeliveryTask task = world.task(1);
        world.deliver(task);
        world.redeliver(task);
        world.deliver(task.asPossibleCopy());

        assertThat(metrics.sum(Metric.ATTEMPTS)).isEqualTo(1);
        assertThat(metrics.sum(Metric.DELIVERIES_SUCCEEDED)).isEqualTo(1);
    }

    @Test
    void an_attempt_is_counted_though_its_retry_could_not_be_queued_and_not_again_with_its_redelivery() {
        world.receiver = _ -> DeliveryWorld.answered(503);
        world.queueDown = true;
        DeliveryTask task = world.task(1);
        world.deliver(task);
        world.queueDown = false;
        world.redeliver(task);

        assertThat(metrics.sum(Metric.ATTEMPTS)).isEqualTo(1);
        assertThat(metrics.sum(Metric.ATTEMPTS_FAILED)).isEqualTo(1);
    }

    @Test
    void what_was_not_sent_is_no_attempt_but_may_be_dead() {
        world.loseSecret();
        world.deliver(world.task(1));

        assertThat(metrics.all()).containsExactly(added(Metric.DELIVERIES_DEAD, 1));
    }

    @Test
    void what_an_open_breaker_makes_wait_is_put_off_once_however_often_it_goes_round() {
        open();
        metrics.clear();
        world.deliver(world.task(9));
        world.clock.advance(Duration.ofMinutes(5));
        // Its own probe went first and failed: the breaker is open again when the task comes back.
        DeliveryTask waiting = world.queued.removeFirst();
        world.deliver(world.task(10));
        world.clock.set(waiting.notBefore());
        world.deliver(waiting);

        assertThat(metrics.values(Metric.DELIVERIES_PUT_OFF)).containsExactly(1L);
    }

    @Test
    void what_finds_no_slot_is_put_off() {
        world.deliver(tasks(12));

        assertThat(metrics.sum(Metric.DELIVERIES_PUT_OFF)).isEqualTo(2);
        assertThat(metrics.sum(Metric.ATTEMPTS)).isEqualTo(10);
    }

    @Test
    void what_could_not_be_queued_again_is_not_put_off() {
        open();
        metrics.clear();
        world.queueDown = true;
        world.deliver(world.task(9));

        assertThat(metrics.all()).isEmpty();
    }

    @Test
    void what_waited_too_long_is_dead_and_not_put_off() {
        open();
        metrics.clear();
        world.deliver(world.task(9).next(1, DeliveryWorld.NOW.minus(Duration.ofDays(4)), DeliveryWorld.NOW));

        assertThat(metrics.all()).containsExactly(added(Metric.DELIVERIES_DEAD, 1));
    }

    @Test
    void a_breaker_opens_and_closes_once_in_a_run_of_openings() {
        open();
        world.clock.advance(Duration.ofMinutes(5));
        world.deliver(world.task(10));
        world.clock.advance(Duration.ofMinutes(5));
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.deliver(world.task(11));

        assertThat(metrics.values(Metric.BREAKERS_OPENED)).isEqualTo(List.of(1L));
        assertThat(metrics.values(Metric.BREAKERS_CLOSED)).isEqualTo(List.of(1L));
    }
}
