package io.continuum.webhooks.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.aws.TestQueue;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many invocations run at a time, and how they end when the mapping is closed. */
class EventSourceMappingConcurrencyTest {
    private final MappingScenario scenario = new MappingScenario();
    private final TestQueue queue = TestQueue.create(scenario.engine.client(), 30);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final Semaphore started = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @AfterEach
    void close() {
        gate.countDown();
        scenario.close();
    }

    @Test
    void a_burst_reaches_the_maximum_concurrency_and_never_exceeds_it() throws Exception {
        queue.sendNumbers(60);
        try (var _ = scenario.map(queue, singles(20), this::waitAtGate)) {
            assertThat(started.tryAcquire(20, 10, TimeUnit.SECONDS)).isTrue();
            assertThat(running).hasValue(20);
            gate.countDown();
            assertThat(started.tryAcquire(40, 10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(20);
        assertThat(queue.size()).isZero();
    }

    @Test
    void messages_without_a_free_invocation_stay_visible_in_the_queue() throws Exception {
        queue.sendNumbers(3);
        try (var _ = scenario.map(queue, singles(1), this::waitAtGate)) {
            assertThat(started.tryAcquire(1, 10, TimeUnit.SECONDS)).isTrue();

            assertThat(queue.receiveNow()).hasSize(2);
            gate.countDown();
        }
    }

    @Test
    void closing_waits_for_invocations_under_way_and_takes_nothing_more() throws Exception {
        queue.sendNumbers(5);
        var mapping = scenario.map(queue, singles(2), this::waitAtGate);
        assertThat(started.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
        var closing = new FutureTask<>(() -> {
            mapping.close();
            return running.get();
        });
        Thread closer = Thread.ofPlatform().start(closing);
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (closer.getState() != Thread.State.TIMED_WAITING && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(closing.isDone()).isFalse();
        gate.countDown();

        assertThat(closing.get(20, TimeUnit.SECONDS)).isZero();
        assertThat(scenario.events).hasSize(2);
        assertThat(queue.size()).isEqualTo(3);
    }

    @Test
    void closing_does_not_wait_longer_than_the_drain_limit() throws Exception {
        queue.send("stuck");
        var impatient = MappingScenario.settings(queue).withWaits(Duration.ofSeconds(1), Duration.ofMillis(100));
        var mapping = scenario.map(scenario.engine.client(), impatient, this::waitAtGate);
        assertThat(started.tryAcquire(1, 10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        mapping.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        assertThat(scenario.nextLine()).contains("still running");
        assertThat(queue.size()).isEqualTo(1);
    }

    @Test
    void an_idle_mapping_closes_within_a_long_poll() {
        var mapping = scenario.map(queue, _ -> "");
        long start = System.nanoTime();
        mapping.close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    private String waitAtGate(JsonNode event) {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        started.release();
        try {
            gate.await();
            return "";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            running.decrementAndGet();
        }
    }

    private static UnaryOperator<MappingSettings> singles(int concurrency) {
        return settings -> settings.withBatches(1, Duration.ZERO).withMaximumConcurrency(concurrency);
    }
}
