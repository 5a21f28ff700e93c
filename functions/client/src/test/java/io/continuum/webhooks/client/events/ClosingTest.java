package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What closing owes to callbacks: the process may end when it returns. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class ClosingTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());
    private final List<String> interrupted = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);

    @Test
    void closing_while_a_slow_callback_runs_has_told_each_event_once_when_it_returns() throws Exception {
        int all = 1000;
        QueueOfTests queue = QueueOfTests.stuck().down(Integer.MAX_VALUE);
        WebhookEvents events = builder(queue)
                .tryFor(Duration.ZERO)
                .closeWithin(SHORT)
                .onFailure(failure -> {
                    // The sending thread's first lasts until all others are told, which only the closing thread can do.
                    slowOnTheSendingThread();
                    failures.add(failure);
                    if (failures.size() == all - 1) {
                        finish.countDown();
                    }
                })
                .open();
        emit(events, all);
        queue.open();
        begun.await();

        events.close();

        assertThat(ids()).hasSize(all).doesNotHaveDuplicates();
        assertThat(failures)
                .extracting(PublishFailure::reason)
                .containsOnly(Reason.UNAVAILABLE, Reason.CLOSED)
                .containsOnlyOnce(Reason.UNAVAILABLE);
    }

    @Test
    void events_whose_time_is_up_leave_their_room_only_as_they_are_told() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck().down(Integer.MAX_VALUE);
        try (WebhookEvents events = builder(queue)
                .tryFor(Duration.ZERO)
                .capacity(10)
                .onFailure(failure -> {
                    slowOnTheSendingThread();
                    failures.add(failure);
                })
                .open()) {
            emit(events, 10);
            queue.open();
            begun.await();
            emit(events, 10);

            assertThat(failures).hasSize(9).allMatch(failure -> failure.reason() == Reason.BUFFER_FULL);
            finish.countDown();
        }
    }

    @Test
    void closing_lets_a_callback_come_to_its_end() throws Exception {
        QueueOfTests queue =
                QueueOfTests.stuck().answering("InvalidMessageContents", 400, body -> body.contains("\"n\""));
        WebhookEvents events = builder(queue)
                .closeWithin(SHORT)
                .onFailure(failure -> {
                    slowOnTheSendingThread();
                    failures.add(failure);
                    if (failures.size() == 4) {
                        finish.countDown();
                    }
                })
                .open();
        emitInOneCall(events, queue, 5);
        begun.await();

        events.close();

        assertThat(interrupted).isEmpty();
        assertThat(ids()).hasSize(5).doesNotHaveDuplicates();
        assertThat(failures).extracting(PublishFailure::reason).containsOnlyOnce(Reason.REFUSED);
    }

    @Test
    void a_callback_that_closes_is_not_interrupted_by_that_and_nor_are_those_that_follow() throws Exception {
        AtomicReference<WebhookEvents> publisher = new AtomicReference<>();
        QueueOfTests queue =
                QueueOfTests.stuck().answering("InvalidMessageContents", 400, body -> body.contains("\"n\""));
        WebhookEvents events = builder(queue)
                .closeWithin(LONG)
                .onFailure(failure -> {
                    failures.add(failure);
                    publisher.get().close();
                    noteAnInterrupt();
                })
                .open();
        publisher.set(events);
        emitInOneCall(events, queue, 5);

        assertThat(events.flush(LONG)).isTrue();
        assertThat(interrupted).isEmpty();
        assertThat(ids()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void a_callback_on_the_closing_thread_that_closes_does_not_wait_for_itself() throws Exception {
        AtomicReference<WebhookEvents> publisher = new AtomicReference<>();
        QueueOfTests queue = QueueOfTests.stuck();
        WebhookEvents events = builder(queue)
                .closeWithin(Duration.ofDays(1))
                .onFailure(failure -> {
                    failures.add(failure);
                    publisher.get().close();
                })
                .open();
        publisher.set(events);
        emit(events, 5);
        queue.awaitCall();
        Thread.currentThread().interrupt();

        events.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(ids()).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void whoever_closes_interrupted_keeps_the_interrupt_from_the_callbacks_and_has_it_afterwards() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck();
        WebhookEvents events = builder(queue)
                .onFailure(failure -> {
                    noteAnInterrupt();
                    failures.add(failure);
                })
                .open();
        emit(events, 5);
        queue.awaitCall();
        Thread.currentThread().interrupt();

        events.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted).isEmpty();
        assertThat(failures).hasSize(5);
    }

    @Test
    void closing_ends_a_call_that_hangs() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        QueueOfTests queue = QueueOfTests.working().onCall(() -> {
            try {
                finish.await();
            } catch (InterruptedException e) {
                ended.countDown();
            }
        });
        WebhookEvents events =
                builder(queue).closeWithin(SHORT).onFailure(failures::add).open();
        emit(events, 1);
        queue.awaitCall();

        events.close();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.CLOSED);
    }

    private void slowOnTheSendingThread() {
        if (!Thread.currentThread().getName().equals("webhook-events")) {
            return;
        }
        begun.countDown();
        try {
            finish.await();
        } catch (InterruptedException e) {
            interrupted.add(Thread.currentThread().getName());
        }
    }

    private void noteAnInterrupt() {
        if (Thread.currentThread().isInterrupted()) {
            interrupted.add(Thread.currentThread().getName());
        }
    }

    private List<String> ids() {
        return List.copyOf(failures).stream()
                .map(failure -> failure.event().options().id())
                .toList();
    }

    /** One alone, whose call lasts until {@code count} others wait for the next. */
    private static void emitInOneCall(WebhookEvents events, QueueOfTests queue, int count) throws InterruptedException {
        events.emit("custom.first", Map.of());
        queue.awaitCall();
        emit(events, count);
        queue.open();
    }

    private static void emit(WebhookEvents events, int count) {
        IntStream.range(0, count).forEach(n -> events.emit("custom.x", Map.of("n", n)));
    }

    private static WebhookEvents.Builder builder(QueueOfTests queue) {
        return WebhookEvents.to(queue, "https://queue.example/events");
    }
}
