package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.maintenance.Release;
import io.continuum.webhooks.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What sets a redrive's tasks apart from a retry by hand: many at once must not trample a receiver. */
class RedrivenTaskTest {
    private static DeliveryTask redriven(DeliveryWorld world, DeliveryTask dead) {
        return DeliveryTask.redriven(dead.key(), 2, dead.event(), world.clock.instant());
    }

    private static DeliveryTask dead(DeliveryWorld world, int number) {
        DeliveryTask task = world.task(number);
        Delivery first = Delivery.first(task);
        Attempt attempt =
                new Attempt(1, DeliveryWorld.NOW, Duration.ofMillis(5), List.of(), 500, "no", false, "HTTP 500", null);
        world.ports().log().write(null, first.attempted(attempt, Status.DEAD_LETTER, Reason.EXHAUSTED));
        return task;
    }

    @Test
    void it_revives_a_dead_letter() {
        DeliveryWorld world = new DeliveryWorld();
        DeliveryTask task = dead(world, 1);

        world.deliver(redriven(world, task));

        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.record(task).attempts()).isEqualTo(2);
    }

    @Test
    void sent_twice_it_is_made_once() {
        DeliveryWorld world = new DeliveryWorld();
        DeliveryTask task = dead(world, 1);
        world.deliver(redriven(world, task));

        world.deliver(redriven(world, task));

        assertThat(world.sent).hasSize(1);
    }

    @Test
    @Tag("T53")
    void t53_it_and_a_retry_by_hand_of_the_same_delivery_are_one_request() {
        DeliveryWorld world = new DeliveryWorld(
                Webhooks.valid().retryPolicy(RetryPolicy.limited(null, 1)).build());
        world.receiver = _ -> DeliveryWorld.answered(world.sent.size() == 1 ? 500 : 200);
        DeliveryTask task = world.task(1);
        world.deliver(task);
        assertThat(world.record(task).status()).isEqualTo(Status.DEAD_LETTER);

        DeliveryTask byHand = DeliveryTask.byHand(task.key(), 2, task.event(), world.clock.instant());
        world.deliver(redriven(world, task), byHand);
        for (int rounds = 0; rounds < 10 && !world.queued.isEmpty(); rounds++) {
            DeliveryTask next = world.queued.removeFirst();
            world.clock.set(next.notBefore());
            world.deliver(next);
        }

        assertThat(world.queued).isEmpty();
        assertThat(world.sent).as("the first try and one more").hasSize(2);
        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.record(task).attempts()).isEqualTo(2);
        assertThat(world.state().stats().successful()).isEqualTo(1);
        assertThat(world.state().stats().failed()).isZero();
    }

    @Test
    void it_waits_where_a_rate_is_used_up_and_a_retry_by_hand_does_not() {
        DeliveryWorld world = new DeliveryWorld(Webhooks.valid()
                .capacity(new Capacity(10, 1, Duration.ofSeconds(30)))
                .build());
        world.deliver(world.task(9));
        DeliveryTask one = dead(world, 1);
        DeliveryTask two = dead(world, 2);

        world.deliver(redriven(world, one), DeliveryTask.byHand(two.key(), 2, two.event(), world.clock.instant()));

        assertThat(world.sent).hasSize(2);
        assertThat(world.queued).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(one.key());
            assertThat(task.waitingFor()).isEqualTo(WaitReason.RATE);
            assertThat(task.paced()).isTrue();
        });
    }

    @Test
    void parked_and_released_it_still_keeps_to_breaker_and_rate() {
        DeliveryWorld world = new DeliveryWorld(Webhooks.valid().disabled().build());
        DeliveryTask task = dead(world, 1);
        world.deliver(redriven(world, task));
        world.enable();

        new Release(world.ports(), DeliveryWorld.rules(), world.clock)
                .step(world.webhook.key(), world.clock.instant().plusSeconds(30));

        assertThat(world.queued).singleElement().satisfies(released -> {
            assertThat(released.manual()).isTrue();
            assertThat(released.urgent()).isFalse();
        });
        world.deliver(world.queued.getFirst());
        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void its_message_says_so() {
        DeliveryWorld world = new DeliveryWorld();
        DeliveryTask task = redriven(world, world.task(1));

        assertThat(TaskJson.read(TaskJson.write(task)).orElseThrow().paced()).isTrue();
        assertThat(TaskJson.read(TaskJson.write(world.task(2))).orElseThrow().paced())
                .isFalse();
    }
}
