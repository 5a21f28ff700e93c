package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What flush and close wait for, and what they do not. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PublishingWaitsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_flush_does_not_wait_for_what_is_emitted_after_it() {
        AtomicBoolean flushed = new AtomicBoolean();
        AtomicReference<WebhookEvents> publisher = new AtomicReference<>();
        QueueOfTests queue = QueueOfTests.working().onCall(() -> {
            synchronized (flushed) {
                if (!flushed.get()) {
                    // So the buffer is never empty while the flush waits.
                    publisher.get().emit("custom.later", Map.of());
                }
            }
        });
        try (WebhookEvents events = builder(queue).open()) {
            publisher.set(events);
            events.emit("custom.x", Map.of());

            assertThat(events.flush(LONG)).isTrue();
            synchronized (flushed) {
                flushed.set(true);
            }
        }
        assertThat(queue.texts().get(0)).contains("custom.x");
        assertThat(failures).isEmpty();
    }

    @Test
    void a_flush_waits_for_the_call_that_is_under_way() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck();
        try (WebhookEvents events = builder(queue).open()) {
            events.emit("custom.x", Map.of());
            queue.awaitCall();

            assertThat(events.flush(Duration.ZERO)).isFalse();
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
            assertThat(queue.calls()).hasSize(1);
        }
    }

    @Test
    void a_flush_of_any_length_is_taken() {
        try (WebhookEvents events = builder(QueueOfTests.working()).open()) {
            events.emit("custom.x", Map.of());

            assertThat(events.flush(Duration.ofSeconds(Long.MAX_VALUE))).isTrue();
        }
    }

    @Test
    void closing_waits_for_the_call_that_is_under_way_and_sends_what_waits() {
        AtomicReference<WebhookEvents> publisher = new AtomicReference<>();
        AtomicReference<CompletableFuture<Void>> closing = new AtomicReference<>();
        AtomicInteger emitted = new AtomicInteger(1);
        QueueOfTests queue = QueueOfTests.working();
        queue.onCall(() -> {
            if (closing.get() == null) {
                closing.set(CompletableFuture.runAsync(publisher.get()::close));
                while (failures.isEmpty()) {
                    // Until the first is told: then closing has begun, and this call is still under way.
                    emitted.incrementAndGet();
                    publisher.get().emit("custom.waits", Map.of());
                }
            }
        });
        WebhookEvents events =
                builder(queue).capacity(1_000_000).capacityBytes(1L << 30).open();
        publisher.set(events);
        events.emit("custom.x", Map.of());
        assertThat(events.flush(LONG)).isTrue();
        closing.get().join();

        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.CLOSED);
        assertThat(queue.texts()).hasSize(emitted.get() - 1);
    }

    @Test
    void what_closing_cannot_send_in_its_time_is_told_once_each() throws Exception {
        QueueOfTests queue = QueueOfTests.stuck();
        WebhookEvents events = builder(queue).closeWithin(Duration.ofMillis(1)).open();
        events.emit(WebhookEvent.of("custom.x", Map.of()).id("under-way"));
        queue.awaitCall();
        IntStream.range(0, 25)
                .forEach(n -> events.emit(WebhookEvent.of("custom.x", Map.of()).id("waits-" + n)));

        events.close();

        assertThat(failures).hasSize(26).allMatch(failure -> failure.reason() == Reason.CLOSED);
        assertThat(failures.stream()
                        .map(failure -> failure.event().options().id())
                        .distinct())
                .hasSize(26);
        assertThat(failures.get(0).event().options().id()).isEqualTo("under-way");
        assertThat(failures.get(0).detail()).contains("may have arrived");
        assertThat(failures.get(1).detail()).doesNotContain("may have arrived");
        queue.open();
        assertThat(events.flush(LONG)).isTrue();
        assertThat(failures).hasSize(26);
    }

    @Test
    void closing_twice_tells_nothing_twice() {
        QueueOfTests queue = QueueOfTests.stuck();
        WebhookEvents events = builder(queue).closeWithin(Duration.ZERO).open();
        events.emit("custom.x", Map.of());

        events.close();
        events.close();

        assertThat(failures).hasSize(1);
    }

    @Test
    void a_callback_that_flushes_or_closes_does_not_wait_for_itself() {
        AtomicReference<WebhookEvents> publisher = new AtomicReference<>();
        AtomicBoolean flushed = new AtomicBoolean(true);
        QueueOfTests queue = QueueOfTests.working().answering("InvalidMessageContents", 400, 1);
        WebhookEvents events = builder(queue)
                .closeWithin(Duration.ofDays(1))
                .onFailure(failure -> {
                    flushed.set(publisher.get().flush(Duration.ofDays(1)));
                    publisher.get().close();
                })
                .open();
        publisher.set(events);
        events.emit("custom.x", Map.of());

        assertThat(events.flush(LONG)).isTrue();
        assertThat(flushed).isFalse();
    }

    @Test
    void a_callback_that_interrupts_its_thread_stops_nothing() {
        QueueOfTests queue = QueueOfTests.working().answering("InvalidMessageContents", 400, 1);
        try (WebhookEvents events = builder(queue)
                .onFailure(failure -> Thread.currentThread().interrupt())
                .open()) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
            events.emit("custom.y", Map.of());
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.calls()).hasSize(1);
    }

    private WebhookEvents.Builder builder(QueueOfTests queue) {
        return WebhookEvents.to(queue, "https://queue.example/events").onFailure(failures::add);
    }
}
