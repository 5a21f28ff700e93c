package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a delivery that was being retried when its event's payload was taken out. */
class PayloadGoneTest {
    private final DeliveryWorld world = new DeliveryWorld();
    private final DeliveryTask task = world.task(1);

    /** Lets the first attempt fail and the payload go; returns the task of the second attempt, which is due. */
    private DeliveryTask failedAndErased() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        world.deliver(task.pointing());
        world.deliveries
                .payloads()
                .erase(task.key().webhook().tenant(), task.event().id());
        assertThat(world.state().stats().retrying()).isEqualTo(1);
        DeliveryTask second = world.queued.removeFirst();
        world.clock.advance(Duration.ofMinutes(1));
        return second;
    }

    @Test
    void from_a_queue_it_ends_and_is_pending_no_more() {
        world.deliver(failedAndErased());

        assertThat(world.record(task).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.state().stats().retrying()).isZero();
        assertThat(world.state().slots()).isEmpty();
        assertThat(world.sent).hasSize(1);
    }

    @Test
    void from_the_waiting_room_it_ends_and_is_pending_no_more() {
        DeliveryTask second = failedAndErased();
        world.webhooks.update(
                world.current(),
                world.current().changed(world.current().settings(), false, null, world.clock.instant()),
                false);
        world.deliver(second);
        world.enable();

        world.releaseAndDeliver();

        assertThat(world.record(task).status()).isEqualTo(Status.CANCELLED);
        assertThat(world.state().stats().retrying()).isZero();
        assertThat(world.ports().waiting().oldest(task.key().webhook(), 10)).isEmpty();
        assertThat(world.sent).hasSize(1);
    }
}
