package io.continuum.webhooks.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.deadletter.DeadLetters.Filter;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a redrive does not send, and how the journal tells of it. */
class PassedOverTest {
    private static final int PACE = 600;

    private final JobWorld world = new JobWorld();
    private final WebhookKey key = world.webhook(Webhooks.valid()).key();

    private Delivery dead(int number, int attempts) {
        Delivery delivery =
                JobWorld.pending(key, world.event(key, Events.valid().id("evt-" + number)));
        while (delivery.attempts() < attempts - 1) {
            delivery = Deliveries.failed(delivery);
        }
        Delivery died = world.died(delivery);
        world.clock.set(Deliveries.STARTED.plusSeconds(1_000_000));
        return died;
    }

    @Test
    void a_delivery_with_the_most_attempts_is_passed_over_and_counted() {
        dead(1, Delivery.MOST_ATTEMPTS);
        Delivery less = dead(2, Delivery.MOST_ATTEMPTS - 1);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);

        List<DeliveryTask> tasks = world.tick();

        assertThat(tasks).singleElement().satisfies(task -> {
            assertThat(task.key()).isEqualTo(less.key());
            assertThat(task.attempt()).isEqualTo(Delivery.MOST_ATTEMPTS);
        });
        assertThat(world.passedOver)
                .singleElement()
                .isEqualTo(Map.of("tenant_id", key.tenant().value(), "too_many_attempts", 1));
        assertThat(world.due()).isEmpty();
    }

    @Test
    void one_that_is_named_is_passed_over_and_not_counted_as_sent() {
        Delivery full = dead(1, Delivery.MOST_ATTEMPTS);

        assertThat(world.redrive.byIds(key.tenant(), List.of(full.key().delivery()), PACE))
                .isZero();

        assertThat(world.queue.take()).isEmpty();
        assertThat(world.passedOver).hasSize(1);
    }

    @Test
    void each_reason_is_counted_for_itself() {
        Webhook deleted = world.webhook(Webhooks.valid().number(2));
        world.dead(deleted.key(), 3);
        world.webhooks.delete(deleted);
        Delivery erased = dead(1, 1);
        world.deliveries.payloads().erase(key.tenant(), erased.eventId());
        dead(2, Delivery.MOST_ATTEMPTS);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);

        assertThat(world.tick()).isEmpty();

        assertThat(world.passedOver)
                .singleElement()
                .isEqualTo(Map.of(
                        "tenant_id", key.tenant().value(), "too_many_attempts", 1, "webhook_gone", 1, "event_gone", 1));
    }

    @Test
    void a_redrive_that_passes_nothing_over_says_nothing_of_it() {
        dead(1, 1);
        world.redrive.byFilter(key.tenant(), Filter.ALL, PACE);

        assertThat(world.tick()).hasSize(1);

        assertThat(world.passedOver).isEmpty();
    }
}
