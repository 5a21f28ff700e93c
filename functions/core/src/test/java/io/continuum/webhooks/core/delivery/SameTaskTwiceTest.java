package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two workers that have the same message at the same time. */
@Tag("T41")
class SameTaskTwiceTest {
    private final DeliveryWorld world = new DeliveryWorld();
    private final DeliveryTask task = world.task(1);

    @Test
    void while_the_first_ones_request_is_under_way_the_second_one_sends_nothing() {
        world.receiver = _ -> {
            if (world.sent.size() == 1) {
                assertThat(world.redeliver(task)).isEmpty();
            }
            return DeliveryWorld.answered(200);
        };
        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.sent).hasSize(1);

        DeliveryTask waiting = world.queued.removeFirst();
        world.clock.set(waiting.notBefore());
        assertThat(world.deliver(waiting)).isEmpty();

        assertThat(world.sent).as("by then it is a copy").hasSize(1);
        assertThat(world.queued).isEmpty();
        assertExact();
    }

    /** Only a worker that lives on after its slot has ended meets a second one that sends. */
    @Test
    void where_both_have_sent_one_record_and_one_count_remain() {
        world.receiver = _ -> {
            if (world.sent.size() == 1) {
                world.clock.advance(Duration.ofMinutes(2));
                assertThat(world.redeliver(task)).isEmpty();
            }
            return DeliveryWorld.answered(200);
        };
        assertThat(world.deliver(task)).isEmpty();

        assertThat(world.sent).hasSize(2);
        assertExact();
    }

    @Test
    void where_both_have_failed_one_retry_remains() {
        world.receiver = _ -> {
            if (world.sent.size() == 1) {
                world.clock.advance(Duration.ofMinutes(2));
                assertThat(world.redeliver(task)).isEmpty();
            }
            return DeliveryWorld.answered(world.sent.size() <= 2 ? 503 : 200);
        };
        assertThat(world.deliver(task)).isEmpty();
        assertThat(world.record(task).attempts()).isEqualTo(1);

        world.clock.advance(Duration.ofMinutes(2));
        List<DeliveryTask> retries = List.copyOf(world.queued);
        world.queued.clear();
        retries.forEach(world::deliver);

        assertThat(world.record(task).attempts()).isEqualTo(2);
        assertThat(world.sent).as("two first tries, one retry").hasSize(3);
        assertThat(world.state().stats().successful()).isEqualTo(1);
        assertThat(world.state().stats().retrying()).isZero();
    }

    private void assertExact() {
        assertThat(world.record(task).attempts()).isEqualTo(1);
        assertThat(world.state().stats().successful()).isEqualTo(1);
        assertThat(world.state().slots()).isEmpty();
    }
}
