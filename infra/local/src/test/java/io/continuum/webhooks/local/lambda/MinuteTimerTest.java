package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MinuteTimerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00.123Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();

    @Test
    void a_fired_event_is_eventbridges() {
        timer(Duration.ofHours(1)).fire();

        ScheduledEvent event = LambdaEventSerializers.serializerFor(
                        ScheduledEvent.class, MinuteTimerTest.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(
                        Objects.requireNonNull(events.poll()).toString().getBytes(UTF_8)));
        assertThat(event.getSource()).isEqualTo("aws.events");
        assertThat(event.getDetailType()).isEqualTo("Scheduled Event");
        assertThat(event.getAccount()).isEqualTo("000000000000");
        assertThat(event.getRegion()).isEqualTo("us-east-1");
        assertThat(event.getTime().getMillis())
                .isEqualTo(Instant.parse("2026-11-23T09:00:00Z").toEpochMilli());
        assertThat(event.getResources()).containsExactly("arn:aws:events:us-east-1:000000000000:rule/wake");
        assertThat(event.getDetail()).isEmpty();
        assertThat(event.getId()).hasSize(36);
    }

    @Test
    void firing_answers_what_the_function_answers() {
        assertThat(timer(Duration.ofHours(1)).fire()).isEqualTo(new InvocationResult.Answered("done"));
    }

    @Test
    void the_function_is_invoked_every_interval() throws Exception {
        try (var timer = timer(Duration.ofMillis(5))) {
            timer.start();
            for (int time = 0; time < 3; time++) {
                assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
        }
    }

    @Test
    void a_failure_does_not_end_the_schedule() throws Exception {
        var invoked = new CountDownLatch(3);
        var function = Handlers.function(_ -> {
            invoked.countDown();
            throw new IllegalStateException("broken");
        });
        try (var timer = new MinuteTimer(new ScheduleSettings("wake", Duration.ofMillis(5)), function, CLOCK)) {
            timer.start();
            assertThat(invoked.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void two_invocations_never_overlap() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var function = Handlers.function(_ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            running.decrementAndGet();
            return "";
        });
        try (var timer = new MinuteTimer(new ScheduleSettings("wake", Duration.ofMillis(1)), function, CLOCK)) {
            timer.start();
            var byHand = new FutureTask<>(() -> {
                for (int time = 0; time < 200; time++) {
                    timer.fire();
                }
                return true;
            });
            Thread.startVirtualThread(byHand);
            for (int time = 0; time < 200; time++) {
                timer.fire();
            }
            assertThat(byHand.get(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void nothing_is_invoked_after_closing() throws Exception {
        var timer = timer(Duration.ofMillis(1));
        timer.start();
        assertThat(events.poll(10, TimeUnit.SECONDS)).isNotNull();
        timer.close();
        events.clear();

        assertThat(events.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    private MinuteTimer timer(Duration interval) {
        var function = Handlers.function(event -> {
            events.add(event);
            return "done";
        });
        return new MinuteTimer(new ScheduleSettings("wake", interval), function, CLOCK);
    }
}
