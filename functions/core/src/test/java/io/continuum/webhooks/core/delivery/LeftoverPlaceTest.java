package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A worker that dies between the place in the waiting room and the task that brings its delivery back. */
class LeftoverPlaceTest {
    private static final int OPENS_THE_BREAKER = 5;

    private final DeliveryWorld world = new DeliveryWorld();

    @Test
    void the_redelivery_that_succeeds_removes_the_place() {
        DeliveryTask task = leftBehind();

        world.clock.advance(Duration.ofMinutes(6));
        assertThat(world.redeliver(task)).isEmpty();

        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(places()).isZero();
    }

    @Test
    void a_redelivery_that_finds_the_attempt_made_removes_the_place() {
        DeliveryTask task = leftBehind();
        world.clock.advance(Duration.ofMinutes(6));
        world.deliver(task);

        assertThat(world.redeliver(task)).isEmpty();

        assertThat(world.sent).hasSize(OPENS_THE_BREAKER + 1);
        assertThat(places()).isZero();
    }

    /** Returns a task whose place is there, while its message still says that it never waited. */
    private DeliveryTask leftBehind() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        for (int i = 0; i < OPENS_THE_BREAKER; i++) {
            world.deliver(world.task(i));
        }
        world.receiver = _ -> DeliveryWorld.answered(200);
        DeliveryTask task = world.task(OPENS_THE_BREAKER);
        world.queueDown = true;
        assertThat(world.deliver(task)).hasSize(1);
        world.queueDown = false;
        assertThat(places()).isEqualTo(1);
        return task;
    }

    private int places() {
        return world.deliveries.waitingRoom().count(world.webhook.key(), 10);
    }
}
