package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the buffer and the platform hold. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PublishingLimitsTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int EVENT = 256 * 1024;

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());

    @Test
    void a_buffer_is_full_by_bytes_too_and_those_under_way_count() {
        QueueOfTests queue = QueueOfTests.stuck();
        Map<String, String> data = Map.of("text", "x".repeat(100_000));
        try (WebhookEvents events = builder(queue).capacityBytes(350_000).open()) {
            IntStream.range(0, 10).forEach(n -> events.emit("custom.x", data));
            assertThat(failures).hasSize(7).allMatch(failure -> failure.reason() == Reason.BUFFER_FULL);
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
            assertThat(queue.texts()).hasSize(3);

            events.emit("custom.x", data);
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.texts()).hasSize(4);
    }

    @Test
    void events_that_failed_leave_their_room() {
        QueueOfTests queue = QueueOfTests.working().answering("InvalidMessageContents", 400, 3);
        Map<String, String> data = Map.of("text", "x".repeat(200_000));
        try (WebhookEvents events = builder(queue).capacityBytes(EVENT).open()) {
            for (int i = 0; i < 4; i++) {
                events.emit("custom.x", data);
                assertThat(events.flush(LONG)).isTrue();
            }
        }
        assertThat(failures).hasSize(3).allMatch(failure -> failure.reason() == Reason.REFUSED);
        assertThat(queue.texts()).hasSize(1);
    }

    @Test
    void an_event_of_256_kib_is_taken_and_one_byte_more_is_refused_at_once() {
        QueueOfTests queue = QueueOfTests.working();
        try (WebhookEvents events = builder(queue).open()) {
            events.emit(sized(0));
            assertThat(events.flush(LONG)).isTrue();
            int around = queue.texts().get(0).length();

            events.emit(sized(EVENT - around));
            assertThat(failures).isEmpty();
            events.emit(sized(EVENT - around + 1));
            assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.TOO_LARGE);
            assertThat(failures.get(0).detail()).isEqualTo("it has 262145 bytes as JSON; at most 262144");
        }
        assertThat(queue.texts()).hasSize(2).last().asString().hasSize(EVENT);
    }

    @Test
    void an_event_that_is_too_large_once_its_numbers_are_written_out_is_refused_at_once() {
        List<Double> numbers = Collections.nCopies(20_000, 1e20);
        try (WebhookEvents events = builder(QueueOfTests.working()).open()) {
            events.emit("custom.x", Map.of("numbers", numbers));
        }
        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.TOO_LARGE);
    }

    @Test
    void floats_count_as_they_are_written_and_not_as_the_doubles_they_widen_to() {
        float[] numbers = new float[65_000];
        Arrays.fill(numbers, 1.1f);
        QueueOfTests queue = QueueOfTests.working();
        try (WebhookEvents events = builder(queue).open()) {
            events.emit("custom.x", Map.of("numbers", numbers));
        }
        assertThat(failures).isEmpty();
        assertThat(queue.texts())
                .singleElement()
                .asString()
                .contains("[1.1,1.1,")
                .hasSizeBetween(EVENT - 3_000, EVENT);
    }

    @Test
    void limits_that_make_no_sense_are_refused() {
        WebhookEvents.Builder builder = builder(QueueOfTests.working());

        assertThatIllegalArgumentException().isThrownBy(() -> builder.capacity(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.capacityBytes(EVENT - 1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.tryFor(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.closeWithin(Duration.ofNanos(-1)));
    }

    private static WebhookEvent sized(int characters) {
        return WebhookEvent.of("custom.x", Map.of("text", "x".repeat(characters)))
                .id("e");
    }

    private WebhookEvents.Builder builder(QueueOfTests queue) {
        return WebhookEvents.to(queue, "https://queue.example/events").onFailure(failures::add);
    }
}
