package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue;
import io.continuum.webhooks.core.fake.InMemoryDeliveryQueue.Sent;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clock that jumps by ten minutes: what waits may wait longer, and nothing is lost, repeated or counted twice. */
@Tag("T56")
class ClockJumpTest {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final DeliveryWorld world = new DeliveryWorld();
    private final InMemoryDeliveryQueue queue = new InMemoryDeliveryQueue(world.clock, LONGEST);

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void between_an_attempt_and_its_retry_it_loses_neither(int minutes) {
        world.receiver = _ -> DeliveryWorld.answered(world.sent.size() == 1 ? 503 : 200);
        DeliveryTask task = world.task(1);
        world.deliver(task);
        world.clock.advance(Duration.ofMinutes(minutes));

        runToTheEnd();

        assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
        assertThat(world.record(task).attempts()).isEqualTo(2);
        assertThat(world.sent).hasSize(2);
        assertThat(world.state().stats().successful()).isEqualTo(1);
        assertThat(world.state().stats().retrying()).isZero();
    }

    /** Ten minutes ahead the slot looks expired, and whoever finds it so may send the copy that the queue hands out. */
    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void during_a_request_it_counts_nothing_twice_though_a_copy_comes(int minutes) {
        DeliveryTask task = world.task(1);
        world.receiver = _ -> {
            if (world.sent.size() == 1) {
                world.clock.advance(Duration.ofMinutes(minutes));
                world.redeliver(task);
            }
            return DeliveryWorld.answered(200);
        };
        assertThat(world.deliver(task)).isEmpty();

        runToTheEnd();

        assertThat(world.record(task).attempts()).isEqualTo(1);
        assertThat(world.sent).hasSizeLessThanOrEqualTo(2);
        assertThat(world.state().stats().successful()).isEqualTo(1);
        world.clock.advance(Duration.ofHours(1));
        world.deliver(world.task(2));
        assertThat(world.state().slots()).as("none is kept for ever").isEmpty();
        assertThat(world.state().stats().successful()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {-10, 10})
    void while_a_breaker_is_open_it_moves_the_probe_and_nothing_else(int minutes) {
        world.receiver = _ -> DeliveryWorld.answered(world.sent.size() <= 5 ? 503 : 200);
        DeliveryTask[] tasks = IntStream.range(0, 5).mapToObj(world::task).toArray(DeliveryTask[]::new);
        world.deliver(tasks);
        assertThat(world.state().breaker()).isInstanceOf(Breaker.Open.class);
        world.clock.advance(Duration.ofMinutes(minutes));

        runToTheEnd();

        assertThat(world.state().breaker()).isEqualTo(Breaker.closed());
        assertThat(tasks).allSatisfy(task -> {
            assertThat(world.record(task).status()).isEqualTo(Status.SUCCESS);
            assertThat(world.record(task).attempts()).isEqualTo(2);
        });
        assertThat(world.state().stats().successful()).isEqualTo(5);
    }

    /** Hands out what is queued as SQS does: when its delay is over, whatever the clock says by then. */
    private void runToTheEnd() {
        int rounds = 0;
        do {
            assertThat(rounds++).as("rounds").isLessThan(100);
            world.queued.forEach(queue::send);
            world.queued.clear();
            List<Sent> taken = queue.take();
            for (Sent one : taken) {
                world.clock.advance(Duration.ofSeconds(one.delaySeconds()));
                assertThat(world.deliver(one.task())).isEmpty();
            }
        } while (!world.queued.isEmpty());
    }
}
