package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.contract.Parallel;
import io.continuum.webhooks.core.egress.SendResult;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receivers that fail again and again, and what their breaker makes of it. */
class FlappingReceiverTest {
    private static final int WORKERS = 50;

    private final DeliveryWorld world = new DeliveryWorld();

    @Test
    @Tag("T32")
    void t32_half_of_all_may_fail_and_the_breaker_stays_closed() {
        deliver(IntStream.range(0, 500).mapToObj(i -> i % 2 == 0 ? 500 : 200).toList());

        assertThat(world.state().breaker()).isInstanceOf(Breaker.Closed.class);
        assertThat(world.sent).hasSize(500);
        assertThat(world.journal).doesNotContain("INFO breaker.opened");
        assertThat(world.journal)
                .as("every failure is told")
                .filteredOn("WARNING delivery.attempted"::equals)
                .hasSize(250);
    }

    @Test
    @Tag("T32")
    void t32_only_five_in_a_row_open_it_and_that_is_told_once() {
        deliver(List.of(500, 500, 500, 500, 200, 500, 500, 500, 500));
        assertThat(world.state().breaker()).isEqualTo(new Breaker.Closed(4));

        deliver(List.of(500));

        assertThat(world.state().breaker()).isInstanceOf(Breaker.Open.class);
        assertThat(world.journal).filteredOn("INFO breaker.opened"::equals).hasSize(1);
    }

    @Test
    @Tag("T50")
    void t50_of_fifty_workers_at_a_half_open_breaker_one_sends() {
        deliver(Collections.nCopies(5, 500));
        world.queued.clear();
        world.sent.clear();
        world.clock.advance(Duration.ofMinutes(5));
        CountDownLatch others = new CountDownLatch(WORKERS - 1);
        world.receiver = _ -> after(others);

        List<Set<String>> left = Parallel.all(IntStream.range(0, WORKERS)
                .<Callable<Set<String>>>mapToObj(i -> () -> {
                    Set<String> failed = world.deliver(world.task(100 + i));
                    others.countDown();
                    return failed;
                })
                .toList());

        assertThat(left).allSatisfy(failed -> assertThat(failed).isEmpty());
        assertThat(world.sent).as("probes").hasSize(1);
        assertThat(world.queued).as("those that wait").hasSize(WORKERS - 1);
        assertThat(world.state().breaker()).isEqualTo(Breaker.closed());
    }

    /** Answers once everybody else is done: whoever else may send has sent by then. */
    private static SendResult after(CountDownLatch others) {
        try {
            assertThat(others.await(20, TimeUnit.SECONDS)).as("the others wait").isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return DeliveryWorld.answered(200);
    }

    private void deliver(List<Integer> statuses) {
        int from = world.sent.size();
        world.receiver = _ -> DeliveryWorld.answered(statuses.get(world.sent.size() - from - 1));
        for (int i = 0; i < statuses.size(); i++) {
            assertThat(world.deliver(world.task(from + i))).isEmpty();
        }
    }
}
