package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.maintenance.BreakerGauge;
import io.continuum.webhooks.core.maintenance.Release;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the maintenance function knows of open breakers, of webhooks too of which nothing is parked. */
class BreakerGaugeTest {
    private static final Duration OPEN_FOR = DeliveryWorld.rules().breaker().openFor();

    private final DeliveryWorld world = new DeliveryWorld();
    private final BreakerGauge gauge =
            new BreakerGauge(world.wakes, world.ports().states(), world.metrics, OPEN_FOR, world.clock);

    @BeforeEach
    void fail() {
        world.receiver = _ -> DeliveryWorld.answered(500);
    }

    private void open() {
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        world.queued.clear();
    }

    /** Does what the maintenance function does each minute of that time, its gauge first. */
    private void minutes(int many) {
        for (int i = 0; i < many; i++) {
            world.clock.advance(Duration.ofMinutes(1));
            gauge.measure();
            new Release(world.ports(), DeliveryWorld.rules(), world.clock)
                    .step(world.webhook.key(), world.clock.instant().plusSeconds(30));
        }
    }

    private List<Long> now() {
        world.metrics.clear();
        gauge.measure();
        return List.of(
                world.metrics.values(Metric.OPEN_BREAKERS).getFirst(),
                world.metrics.values(Metric.LONGEST_OPEN_BREAKER).getFirst());
    }

    @Test
    void without_an_open_breaker_both_numbers_are_zero() {
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.deliver(world.task(1));

        assertThat(now()).containsExactly(0L, 0L);
    }

    @Test
    void an_opening_is_seen_at_once() {
        open();

        assertThat(now()).containsExactly(1L, 0L);
    }

    @Test
    void a_breaker_that_nothing_has_closed_is_seen_after_15_minutes_though_nothing_waits() {
        open();
        minutes(15);

        assertThat(world.ports().waiting().count(world.webhook.key(), 10)).isZero();
        assertThat(now()).containsExactly(1L, 900L);
    }

    @Test
    void a_run_of_openings_counts_from_the_first_one() {
        open();
        for (int opening = 2; opening <= 4; opening++) {
            minutes(5);
            world.deliver(world.task(100 + opening));
            world.queued.clear();
        }

        assertThat(world.state().breaker())
                .isInstanceOfSatisfying(
                        Breaker.Open.class, open -> assertThat(open.openings()).isEqualTo(4));
        assertThat(now()).containsExactly(1L, 900L);
    }

    @Test
    void a_closed_breaker_is_not_counted_and_its_webhook_leaves_the_index() {
        open();
        minutes(6);
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.deliver(world.task(9));

        assertThat(now()).containsExactly(0L, 0L);
        minutes(1);
        assertThat(world.state().wake().at()).isNull();
    }

    @Test
    void a_webhook_that_is_disabled_while_its_breaker_is_open_is_not_counted() {
        open();
        world.webhooks.update(world.current(), world.current().disabled("gone", world.clock.instant()), false);

        assertThat(now()).containsExactly(0L, 0L);
        minutes(6);
        assertThat(world.state().wake().at()).isNull();
    }

    @Test
    void a_webhook_that_is_enabled_again_begins_with_a_closed_breaker() {
        open();
        world.webhooks.update(world.current(), world.current().disabled("gone", world.clock.instant()), false);
        world.enable();

        assertThat(now()).containsExactly(0L, 0L);
    }

    @Test
    void a_deleted_webhook_is_not_counted() {
        open();
        world.webhooks.delete(world.current());

        assertThat(now()).containsExactly(0L, 0L);
        minutes(1);
        assertThat(world.state().wake().at()).isNull();
    }

    @Test
    void one_that_nothing_has_probed_for_longer_than_any_schedule_pauses_is_given_up() {
        open();
        minutes(26 * 60);
        assertThat(now().getFirst()).isEqualTo(1);
        minutes(2 * 60);

        assertThat(now()).containsExactly(0L, 0L);
        assertThat(world.state().wake().at()).isNull();
    }

    @Test
    void one_that_was_given_up_is_seen_again_with_its_next_failure() {
        open();
        minutes(28 * 60);
        world.deliver(world.task(9));

        assertThat(now()).containsExactly(1L, 28 * 3600L);
    }

    @Test
    void looking_at_a_webhook_of_which_nothing_waits_writes_at_most_every_fifteen_minutes() {
        open();
        minutes(6);
        long revision = world.state().revision();
        minutes(30);

        assertThat(world.state().revision() - revision).isLessThanOrEqualTo(2);
    }
}
