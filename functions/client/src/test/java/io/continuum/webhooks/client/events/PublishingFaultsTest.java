package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each answer of the queue means for the events of a call. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class PublishingFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());
    private final MovedPace pace = new MovedPace();

    @ParameterizedTest
    @CsvSource({
        "ExpiredToken, 403",
        "ExpiredTokenException, 400",
        "InvalidClientTokenId, 403",
        "UnrecognizedClientException, 400",
        "AccessDenied, 403",
        "RequestThrottled, 400",
        "ThrottlingException, 400",
        "KmsThrottled, 400",
        "KMS.ThrottlingException, 400",
        "com.amazonaws.sqs#KmsAccessDenied, 400",
        "AWS.SimpleQueueService.NonExistentQueue, 400",
        "RequestExpired, 400",
        "SomethingNew, 403",
        "ServiceUnavailable, 503"
    })
    void what_is_about_the_caller_or_the_queue_refuses_no_event(String code, int status) {
        QueueOfTests queue = QueueOfTests.stuck().answering(code, status, 2);
        sendTen(queue);

        assertThat(queue.texts()).hasSize(10);
        assertThat(queue.tried()).isLessThanOrEqualTo(5);
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"InvalidMessageContents", "AWS.SimpleQueueService.BatchRequestTooLong", "InvalidParameterValue"})
    void one_bad_event_is_refused_and_takes_no_other_with_it(String code) {
        QueueOfTests queue = QueueOfTests.stuck().answering(code, 400, body -> body.contains("\"n\":7"));
        sendTen(queue);

        assertThat(queue.texts()).hasSize(9).noneMatch(body -> body.contains("\"n\":7"));
        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.REFUSED);
        assertThat(failures.get(0).event().options().id()).isEqualTo("e-7");
        assertThat(code).endsWith(failures.get(0).code());
    }

    @Test
    void an_unknown_fault_of_one_event_is_told_after_its_time_and_takes_no_other_with_it() {
        QueueOfTests queue = QueueOfTests.stuck().answering("SomethingNew", 400, body -> body.contains("\"n\":7"));
        sendTen(queue);

        assertThat(queue.texts()).hasSize(9);
        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.UNAVAILABLE);
        assertThat(failures.get(0).code()).isEqualTo("SomethingNew");
    }

    @Test
    void an_entry_that_is_the_senders_fault_is_refused_alone() {
        QueueOfTests queue = QueueOfTests.stuck().refusingTheSecond(1).entryFault("InvalidMessageContents", true);
        sendTen(queue);

        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.REFUSED);
        assertThat(queue.texts()).hasSize(10);
    }

    @Test
    void an_entry_that_was_throttled_is_sent_again_whosever_fault_that_is() {
        QueueOfTests queue = QueueOfTests.stuck().refusingTheSecond(1).entryFault("RequestThrottled", true);
        sendTen(queue);

        assertThat(failures).isEmpty();
        assertThat(queue.texts()).hasSize(11);
    }

    @Test
    void an_entry_that_fails_again_and_again_holds_nobody_up() {
        QueueOfTests queue = QueueOfTests.stuck().refusingTheSecond(2);
        sendTen(queue);

        assertThat(queue.texts()).hasSizeBetween(11, 12);
        assertThat(failures).isEmpty();
    }

    @Test
    void an_event_is_tried_for_its_time_with_growing_pauses() {
        QueueOfTests queue = QueueOfTests.working().down(Integer.MAX_VALUE);
        try (WebhookEvents events =
                builder(queue).tryFor(Duration.ofSeconds(60)).open()) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
            assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.UNAVAILABLE);
        }
        assertThat(failures.get(0).code()).isEqualTo("SdkClientException");
        Duration pause = Duration.ofMillis(100);
        for (Duration wait : pace.waits()) {
            assertThat(wait).isBetween(pause.dividedBy(2), pause);
            pause = pause.compareTo(Duration.ofMillis(2500)) < 0 ? pause.multipliedBy(2) : Duration.ofSeconds(5);
        }
        // 6.4 s for the first six pauses or half of them, then 5 s or half of it each.
        assertThat(queue.tried()).isBetween(15, 32);
        assertThat(Duration.ofNanos(pace.nanos())).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
    }

    @Test
    void what_waits_beyond_its_time_is_told_with_the_call_that_failed() {
        QueueOfTests queue = QueueOfTests.stuck().down(Integer.MAX_VALUE);
        try (WebhookEvents events = builder(queue).tryFor(Duration.ZERO).open()) {
            IntStream.range(0, 100).forEach(n -> events.emit("custom.x", Map.of()));
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
            assertThat(failures).hasSize(100).allMatch(failure -> failure.reason() == Reason.UNAVAILABLE);
        }
        assertThat(queue.tried()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_failed_event_can_be_emitted_again_under_the_id_it_had() {
        QueueOfTests queue = QueueOfTests.working().down(2);
        try (WebhookEvents events = builder(queue).tryFor(Duration.ZERO).open()) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
            WebhookEvent failed = failures.get(0).event();
            events.emit(failed);
            assertThat(events.flush(LONG)).isTrue();
            assertThat(queue.calls().get(0).get(0).path("id").asText())
                    .startsWith("evt_")
                    .isEqualTo(failed.options().id());
        }
    }

    /** Events 1 to 10, of which at least nine go in one call. */
    private void sendTen(QueueOfTests queue) {
        try (WebhookEvents events = builder(queue).open()) {
            IntStream.rangeClosed(1, 10)
                    .forEach(n -> events.emit(
                            WebhookEvent.of("custom.x", Map.of("n", n)).id("e-" + n)));
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
    }

    private WebhookEvents.Builder builder(QueueOfTests queue) {
        return WebhookEvents.to(queue, "https://queue.example/events")
                .pace(pace)
                .onFailure(failures::add);
    }
}
