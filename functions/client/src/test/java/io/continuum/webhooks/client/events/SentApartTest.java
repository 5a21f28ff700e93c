package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of those whose call was refused for another's fault. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class SentApartTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String CONTENT = "InvalidMessageContents";

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());
    private final MovedPace pace = new MovedPace();

    @Test
    void events_with_an_unknown_fault_keep_no_other_from_its_try() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck().answering("SomethingNew", 400, body -> body.contains("custom.bad"));
        try (WebhookEvents events = builder(queue).open()) {
            events.emit("custom.first", Map.of());
            queue.awaitCall();
            emit(events, "custom.bad", 25);
            emit(events, "custom.fine", 5);
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.texts()).hasSize(6);
        assertThat(failures)
                .hasSize(25)
                .allMatch(failure -> failure.reason() == Reason.UNAVAILABLE && "SomethingNew".equals(failure.code()))
                .allMatch(failure -> failure.event().name().equals("custom.bad"));
    }

    @Test
    void an_unknown_fault_of_all_is_told_of_each_after_its_own_try() {
        QueueOfTests queue = QueueOfTests.stuck().answering("SomethingNew", 400, Integer.MAX_VALUE);
        try (WebhookEvents events = builder(queue).open()) {
            emit(events, "custom.x", 500);
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(failures).hasSize(500).allMatch(failure -> failure.reason() == Reason.UNAVAILABLE);
        // Those whose time is up wait no longer for each other.
        assertThat(Duration.ofNanos(pace.nanos())).isLessThan(Duration.ofSeconds(75));
    }

    @Test
    void slow_calls_apart_end_when_the_events_time_is_up() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck()
                .answering(CONTENT, 400, body -> body.contains("custom.bad"))
                .onCall(() -> pace.pass(Duration.ofSeconds(25)));
        try (WebhookEvents events = builder(queue).open()) {
            // The first call has one event, whatever the threads do, and the second all others.
            emit(events, "custom.fine", 1);
            queue.awaitCall();
            emit(events, "custom.fine", 1);
            emit(events, "custom.bad", 8);
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.tried()).isLessThanOrEqualTo(4);
        assertThat(queue.texts().size() + failures.size()).isEqualTo(10);
        assertThat(failures).extracting(PublishFailure::reason).contains(Reason.UNAVAILABLE);
    }

    @Test
    void an_event_that_is_tried_once_gets_its_one_try_though_another_failed_the_call() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck()
                .answering(CONTENT, 400, body -> body.contains("custom.bad"))
                .onCall(() -> pace.pass(Duration.ofMillis(1)));
        try (WebhookEvents events = builder(queue).tryFor(Duration.ZERO).open()) {
            events.emit("custom.first", Map.of());
            queue.awaitCall();
            emit(events, "custom.bad", 1);
            emit(events, "custom.fine", 9);
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.texts()).hasSize(10);
        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.REFUSED);
    }

    @Test
    void the_first_call_apart_that_finds_the_queue_away_is_the_last() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck();
        queue.onCall(() -> {
            pace.pass(Duration.ofMillis(1));
            if (queue.tried() == 2) {
                queue.answering(CONTENT, 400, 1);
            } else if (queue.tried() == 3) {
                queue.down(Integer.MAX_VALUE);
            }
        });
        try (WebhookEvents events = builder(queue).tryFor(Duration.ZERO).open()) {
            events.emit("custom.first", Map.of());
            queue.awaitCall();
            emit(events, "custom.x", 10);
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.tried()).isEqualTo(3);
        assertThat(failures).hasSize(10).allMatch(failure -> failure.reason() == Reason.UNAVAILABLE);
    }

    @Test
    void nothing_goes_apart_once_the_time_for_closing_is_over() throws Exception {
        AtomicReference<WebhookEvents> publisher = new AtomicReference<>();
        QueueOfTests queue = QueueOfTests.stuck().answering(CONTENT, 400, body -> body.contains("custom.bad"));
        queue.onCall(() -> {
            if (queue.tried() == 3) {
                publisher.get().close();
            }
        });
        WebhookEvents events = builder(queue).open();
        publisher.set(events);
        events.emit("custom.first", Map.of());
        queue.awaitCall();
        emit(events, "custom.bad", 10);
        queue.open();

        assertThat(events.flush(LONG)).isTrue();
        events.close();
        assertThat(queue.tried()).isEqualTo(3);
        assertThat(failures).hasSize(10).allMatch(failure -> failure.reason() == Reason.CLOSED);
    }

    private static void emit(WebhookEvents events, String name, int count) {
        IntStream.range(0, count).forEach(n -> events.emit(name, Map.of("n", n)));
    }

    private WebhookEvents.Builder builder(QueueOfTests queue) {
        return WebhookEvents.to(queue, "https://queue.example/events")
                .pace(pace)
                .onFailure(failures::add);
    }
}
