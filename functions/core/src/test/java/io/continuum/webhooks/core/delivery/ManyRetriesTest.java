package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Result;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A delivery whose record would outgrow its item. */
class ManyRetriesTest {
    private final DeliveryWorld world = new DeliveryWorld();

    private DeliveryTask dead(int attempts) {
        DeliveryTask task = world.task(1);
        world.deliveries
                .eventStore()
                .note(task.event(), List.of(world.webhook.key().webhook()));
        Delivery delivery = Delivery.first(task);
        for (int i = 1; i <= attempts; i++) {
            delivery = delivery.attempted(
                    new Attempt(i, DeliveryWorld.NOW, Duration.ZERO, List.of(), 500, "no", false, "HTTP 500", null),
                    Status.DEAD_LETTER,
                    Reason.EXHAUSTED);
        }
        world.ports().log().write(null, delivery);
        return task;
    }

    private Result<Delivery> retry(DeliveryTask task) {
        return new RetryDelivery(world.ports(), world.clock)
                .retry(world.webhook, task.key().delivery());
    }

    @Test
    void it_is_retried_by_hand_as_long_as_its_record_has_room() {
        retry(dead(Delivery.MOST_ATTEMPTS - 1));

        assertThat(world.queued).hasSize(1);
    }

    @Test
    void it_is_not_retried_once_it_has_the_most_attempts() {
        Result<Delivery> refused = retry(dead(Delivery.MOST_ATTEMPTS));

        assertThat(world.queued).isEmpty();
        assertThat(refused)
                .isInstanceOfSatisfying(
                        Result.Refused.class,
                        answer -> assertThat(answer.refusal().code()).isEqualTo(ErrorCode.CONFLICT));
    }
}
