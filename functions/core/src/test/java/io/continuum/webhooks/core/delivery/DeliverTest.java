package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Slot;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.maintenance.Release;
import io.continuum.webhooks.core.maintenance.SettleSlots;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the delivery function does with a batch: over fakes, with a clock that a test moves. */
class DeliverTest {
    private final DeliveryWorld world = new DeliveryWorld();

    @Test
    void a_success_is_recorded_counted_and_gives_its_slot_back() {
        DeliveryTask task = world.task(1);
        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.sent).hasSize(1);
        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.state().stats().successful()).isEqualTo(1);
        assertThat(world.state().slots()).isEmpty();
        assertThat(world.queued).isEmpty();
    }

    @Test
    void a_failure_is_recorded_before_its_retry_is_queued_for_the_scheduled_time() {
        world.receiver = _ -> DeliveryWorld.answered(503);
        DeliveryTask task = world.task(1);
        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.record(task).status()).isEqualTo(Status.FAILED);
        DeliveryTask retry = world.queued.getFirst();
        assertThat(retry.attempt()).isEqualTo(2);
        Instant ended = world.record(task).last().orElseThrow().endedAt();
        assertThat(retry.due()).isEqualTo(ended.plusSeconds(1));
        assertThat(retry.notBefore()).isEqualTo(ended.plusSeconds(1));
    }

    @Test
    void a_task_whose_attempt_is_recorded_is_never_sent_again() {
        DeliveryTask task = world.task(1);
        world.deliver(task);
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.deliver(task.asPossibleCopy())).isEmpty();
        assertThat(world.sent).hasSize(1);
        assertThat(world.state().stats().successful()).isEqualTo(1);
    }

    @Test
    void a_worker_that_died_before_queueing_the_retry_is_made_up_for_by_the_redelivery() {
        world.receiver = _ -> DeliveryWorld.answered(503);
        world.queueDown = true;
        DeliveryTask task = world.task(1);
        assertThat(world.deliver(task)).as("the message stays").containsExactly("m0");
        world.queueDown = false;
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.sent).hasSize(1);
        assertThat(world.queued)
                .singleElement()
                .satisfies(retry -> assertThat(retry.attempt()).isEqualTo(2));
        assertThat(world.state().stats().retrying()).as("counted once").isEqualTo(1);
    }

    @Test
    void a_copy_that_is_no_redelivery_queues_nothing() {
        world.receiver = _ -> DeliveryWorld.answered(503);
        DeliveryTask task = world.task(1);
        world.deliver(task);
        world.queued.clear();
        world.deliver(task.asPossibleCopy());
        assertThat(world.queued).isEmpty();
    }

    @Test
    void the_last_failure_is_a_dead_letter_with_a_copy() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        DeliveryTask task = world.task(1);
        for (int i = 0; i < 6; i++) {
            DeliveryTask next = i == 0 ? task : world.queued.removeFirst();
            world.clock.set(next.notBefore().isAfter(world.clock.instant()) ? next.notBefore() : world.clock.instant());
            if (i == 5) {
                world.clock.advance(Duration.ofMinutes(5));
            }
            assertThat(world.deliver(next)).isEmpty();
        }
        assertThat(world.record(task).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.record(task).reason()).isEqualTo(Reason.EXHAUSTED);
        assertThat(world.deadLetters).hasSize(1);
        assertThat(world.state().stats().failed()).isEqualTo(1);
        assertThat(world.state().stats().retrying()).isZero();
    }

    @Test
    void without_a_secret_store_nothing_is_sent_and_no_attempt_counts() {
        world.vaultDown = true;
        DeliveryTask task = world.task(1);
        assertThat(world.deliver(task)).containsExactly("m0");
        assertThat(world.sent).isEmpty();
        assertThat(world.state().slots()).isEmpty();
        world.vaultDown = false;
        assertThat(world.redeliver(task)).isEmpty();
        assertThat(world.record(task).attempts()).isEqualTo(1);
    }

    @Test
    void a_task_that_comes_before_its_time_is_sent_round_without_an_attempt() {
        DeliveryTask early = world.task(1).next(2, world.clock.instant().plusSeconds(1800), NOW_PLUS_HALF_HOUR);
        assertThat(world.deliver(early)).isEmpty();
        assertThat(world.queued).containsExactly(early);
        assertThat(world.sent).isEmpty();
    }

    private static final Instant NOW_PLUS_HALF_HOUR = DeliveryWorld.NOW.plus(Duration.ofMinutes(30));

    @Test
    void beyond_the_slots_tasks_wait_and_are_shown_as_waiting() {
        DeliveryTask[] tasks = IntStream.range(0, 12).mapToObj(world::task).toArray(DeliveryTask[]::new);
        assertThat(world.deliver(tasks)).isEmpty();
        assertThat(world.sent).hasSize(10);
        assertThat(world.queued)
                .hasSize(2)
                .allMatch(task -> task.waitingFor() == WaitReason.CAPACITY
                        && task.possibleCopy()
                        && task.notBefore().isAfter(world.clock.instant()));
        assertThat(world.ports().waiting().count(world.webhook.key(), 100)).isEqualTo(2);
        world.clock.advance(Duration.ofSeconds(2));
        List<DeliveryTask> again = List.copyOf(world.queued);
        world.deliver(again.toArray(DeliveryTask[]::new));
        assertThat(world.sent).hasSize(12);
        assertThat(world.ports().waiting().count(world.webhook.key(), 100)).isZero();
    }

    @Test
    void five_failures_open_the_breaker_and_what_comes_then_waits_until_its_end() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        assertThat(world.state().breaker()).isInstanceOf(Breaker.Open.class);
        world.queued.clear();
        world.deliver(world.task(9));
        assertThat(world.sent).hasSize(5);
        Instant back = world.queued.getFirst().notBefore();
        assertThat(back)
                .isBetween(
                        world.clock.instant().plus(Duration.ofMinutes(5)),
                        world.clock.instant().plus(Duration.ofSeconds(330)));
        assertThat(world.queued.getFirst().attempt()).isEqualTo(1);
    }

    @Test
    void from_the_third_opening_on_tasks_are_parked_and_released_when_it_closes() {
        Release release = new Release(world.ports(), DeliveryWorld.rules(), world.clock);
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        for (int opening = 2; opening <= 3; opening++) {
            world.clock.advance(Duration.ofMinutes(5));
            world.deliver(world.task(100 + opening));
        }
        assertThat(world.state().breaker())
                .isInstanceOfSatisfying(
                        Breaker.Open.class, open -> assertThat(open.openings()).isEqualTo(3));
        world.queued.clear();
        DeliveryTask parked = world.task(7);
        world.deliver(parked, world.task(8));
        assertThat(world.queued).as("no queue has them").isEmpty();
        assertThat(world.ports().waiting().count(world.webhook.key(), 100)).isEqualTo(2);

        world.clock.advance(Duration.ofMinutes(5));
        release.step(world.webhook.key(), world.clock.instant().plusSeconds(30));
        assertThat(world.queued).as("the oldest is the probe").hasSize(1);
        world.receiver = _ -> DeliveryWorld.answered(200);
        world.deliver(withPayload(world.queued.removeFirst()));
        assertThat(world.state().breaker()).isEqualTo(Breaker.closed());
        release.step(world.webhook.key(), world.clock.instant().plusSeconds(30));
        assertThat(world.queued).hasSize(1);
        assertThat(world.ports().waiting().count(world.webhook.key(), 100)).isZero();
        world.clock.advance(Duration.ofMinutes(1));
        release.step(world.webhook.key(), world.clock.instant().plusSeconds(30));
        assertThat(world.state().wake().at()).isNull();
        assertThat(world.state().drain()).isNull();
    }

    private static DeliveryTask withPayload(DeliveryTask released) {
        return new DeliveryTask(
                released.key(),
                released.attempt(),
                released.due(),
                released.notBefore(),
                released.event(),
                false,
                released.manual(),
                released.possibleCopy(),
                released.waits(),
                released.waitingFor());
    }

    @Test
    void deliveries_of_a_disabled_webhook_are_held_and_of_a_deleted_one_cancelled() {
        Webhook disabled = world.webhook.disabled("gone", world.clock.instant());
        world.webhooks.update(world.webhook, disabled, false);
        world.deliver(world.task(1));
        assertThat(world.ports()
                        .history()
                        .find(world.task(1).key())
                        .orElseThrow()
                        .status())
                .isEqualTo(Status.HELD);
        assertThat(world.state().wake().at()).isNotNull();
        world.webhooks.delete(disabled);
        world.deliver(world.task(2));
        assertThat(world.record(world.task(2)).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.sent).isEmpty();
    }

    @Test
    void what_waited_three_days_beyond_its_schedule_is_given_up() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new));
        DeliveryTask late = world.task(9).next(1, DeliveryWorld.NOW.minus(Duration.ofDays(4)), DeliveryWorld.NOW);
        world.deliver(late);
        assertThat(world.record(late).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(world.record(late).reason()).isEqualTo(Reason.EXPIRED);
        assertThat(world.deadLetters).hasSize(1);
    }

    @Test
    void a_slot_whose_worker_died_after_recording_is_settled_by_the_record() {
        DeliveryTask task = world.task(1);
        world.deliver(task);
        // The state as it was between record and settlement: the slot taken, nothing counted.
        var before = world.state();
        var slot = new Slot(task.key().delivery(), 1, world.clock.instant());
        var stats = Stats.empty(world.clock.instant());
        world.ports()
                .states()
                .swap(before, before.with(List.of(slot), before.rate()).with(stats));
        world.deliver(world.task(2));
        assertThat(world.state().stats().successful()).isEqualTo(2);
        assertThat(world.state().slots()).isEmpty();
    }

    @Test
    void a_runner_that_is_the_only_consumer_settles_open_slots_at_its_start() {
        var before = world.state();
        var slot = new Slot(
                world.task(1).key().delivery(), 1, world.clock.instant().plusSeconds(40));
        world.ports().states().swap(before, before.with(List.of(slot), before.rate()));
        new SettleSlots(world.ports(), DeliveryWorld.rules()).settle(world.state(), world.clock.instant());
        assertThat(world.state().slots()).isEmpty();
        assertThat(world.state().stats().successful()).isZero();
    }

    @Test
    void a_bug_that_one_message_meets_leaves_the_others_alone() {
        world.receiver = post -> {
            if (world.sent.size() == 1) {
                throw new IllegalStateException("a bug");
            }
            return DeliveryWorld.answered(200);
        };
        assertThat(world.deliver(world.task(1), world.task(2), world.task(3))).hasSize(1);
        assertThat(world.state().stats().successful()).isEqualTo(2);
        assertThat(world.state().slots()).isEmpty();
    }

    @Test
    void a_retry_by_hand_that_succeeds_revives_and_one_that_fails_changes_nothing() {
        DeliveryWorld once = new DeliveryWorld(Webhooks.valid().build());
        once.receiver = _ -> DeliveryWorld.answered(500);
        DeliveryTask task = once.task(1);
        for (DeliveryTask next = task; next != null; next = once.queued.isEmpty() ? null : once.queued.removeFirst()) {
            once.clock.set(once.clock.instant().plus(Duration.ofHours(1)));
            once.deliver(next);
        }
        assertThat(once.record(task).status()).isEqualTo(Status.DEAD_LETTER);
        once.clock.advance(Duration.ofHours(1));
        once.deliver(byHand(once, task, 7));
        assertThat(once.record(task).status()).isEqualTo(Status.DEAD_LETTER);
        assertThat(once.record(task).attempts()).isEqualTo(7);
        assertThat(once.state().stats().failed()).isEqualTo(1);
        once.clock.advance(Duration.ofHours(1));
        once.receiver = _ -> DeliveryWorld.answered(200);
        once.deliver(byHand(once, task, 8));
        assertThat(once.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(once.state().stats().failed()).isZero();
        assertThat(once.state().stats().successful()).isEqualTo(1);
    }

    private static DeliveryTask byHand(DeliveryWorld world, DeliveryTask task, int attempt) {
        return withPayload(DeliveryTask.byHand(task.key(), attempt, task.event(), world.clock.instant()));
    }
}
