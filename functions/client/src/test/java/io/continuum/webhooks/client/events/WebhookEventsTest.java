package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WebhookEventsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());

    @Test
    void an_event_is_a_message_of_the_queues_public_form() {
        QueueOfTests queue = QueueOfTests.working();
        try (WebhookEvents events = publisher(queue)) {
            events.emit(WebhookEvent.of("custom.x", Map.of("n", 1))
                    .userId("u")
                    .timestamp(Instant.parse("2025-12-06T12:00:00Z"))
                    .priority("high")
                    .requestId("r-1")
                    .test());
            assertThat(events.flush(LONG)).isTrue();
        }
        JsonNode message = queue.calls().get(0).get(0);
        assertThat(message.path("v").asInt()).isEqualTo(1);
        assertThat(message.path("tenant_id").asText()).isEqualTo("acme");
        assertThat(message.path("id").asText()).matches("evt_[0-7][0-9a-hjkmnp-tv-z]{25}");
        assertThat(message.path("event").asText()).isEqualTo("custom.x");
        assertThat(message.path("data").path("n").asInt()).isEqualTo(1);
        assertThat(message.path("user_id").asText()).isEqualTo("u");
        assertThat(message.path("timestamp").asText()).isEqualTo("2025-12-06T12:00:00Z");
        assertThat(message.path("priority").asText()).isEqualTo("high");
        assertThat(message.path("livemode").asBoolean(true)).isFalse();
        assertThat(message.path("request_id").asText()).isEqualTo("r-1");
        assertThat(failures).isEmpty();
    }

    @Test
    void what_gathers_while_a_call_runs_goes_ten_to_a_call() {
        QueueOfTests queue = QueueOfTests.stuck();
        try (WebhookEvents events = publisher(queue)) {
            IntStream.rangeClosed(1, 26).forEach(n -> events.emit("custom.x", Map.of("n", n)));
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.calls().stream()
                        .flatMap(List::stream)
                        .map(one -> one.path("data").path("n").asInt()))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 26).boxed().toList());
        assertThat(queue.calls()).hasSizeBetween(3, 4).allMatch(call -> call.size() <= 10);
    }

    @Test
    void a_queue_that_comes_back_gets_everything_once() {
        QueueOfTests queue = QueueOfTests.working().down(3);
        try (WebhookEvents events = publisher(queue)) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.calls()).hasSize(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void only_the_entry_that_failed_is_sent_again_and_under_its_id() {
        QueueOfTests queue = QueueOfTests.stuck().refusingTheSecond(1);
        try (WebhookEvents events = publisher(queue)) {
            events.emit("custom.first", Map.of());
            IntStream.rangeClosed(1, 3).forEach(n -> events.emit("custom.x", Map.of("n", n)));
            queue.open();
            assertThat(events.flush(LONG)).isTrue();
        }
        List<JsonNode> all = queue.calls().stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(5);
        assertThat(all.stream().map(one -> one.path("id").asText()).distinct()).hasSize(4);
        assertThat(failures).isEmpty();
    }

    @Test
    void a_queue_that_stays_away_is_told_and_the_caller_never_sees_it() {
        QueueOfTests queue = QueueOfTests.working().down(Integer.MAX_VALUE);
        try (WebhookEvents events = WebhookEvents.to(queue, "https://queue.example/events")
                .pace(new MovedPace())
                .onFailure(failures::add)
                .open()) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.UNAVAILABLE);
        assertThat(failures.get(0).event().name()).isEqualTo("custom.x");
    }

    @Test
    void what_is_no_object_or_too_large_is_told() {
        try (WebhookEvents events = publisher(QueueOfTests.working())) {
            events.emit("custom.x", List.of(1));
            events.emit("custom.x", new Object());
            events.emit("custom.x", Map.of("text", "x".repeat(256 * 1024)));
        }
        assertThat(failures)
                .extracting(PublishFailure::reason)
                .containsExactly(Reason.NOT_AN_OBJECT, Reason.NOT_AN_OBJECT, Reason.TOO_LARGE);
    }

    @Test
    void a_full_buffer_is_told_and_blocks_nobody() {
        QueueOfTests queue = QueueOfTests.stuck();
        try (WebhookEvents events = WebhookEvents.to(queue, "https://queue.example/events")
                .capacity(1)
                .onFailure(failures::add)
                .open()) {
            IntStream.range(0, 20).forEach(n -> events.emit("custom.x", Map.of()));
            assertThat(failures).isNotEmpty().allMatch(failure -> failure.reason() == Reason.BUFFER_FULL);
            queue.open();
        }
        assertThat(failures.size() + queue.calls().stream().mapToInt(List::size).sum())
                .isEqualTo(20);
    }

    @Test
    void after_closing_events_are_told() {
        WebhookEvents events = publisher(QueueOfTests.working());
        events.close();
        events.emit("custom.x", Map.of());

        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.CLOSED);
    }

    @Test
    void a_callback_that_throws_stops_nothing() {
        QueueOfTests queue = QueueOfTests.working().answering("InvalidMessageContents", 400, 1);
        try (WebhookEvents events = WebhookEvents.to(queue, "https://queue.example/events")
                .onFailure(failure -> {
                    throw new IllegalStateException("a bug of the user's");
                })
                .open()) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
            events.emit("custom.y", Map.of());
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.calls()).hasSize(1);
    }

    @Test
    void a_callback_that_ends_with_an_error_stops_nothing() {
        QueueOfTests queue = QueueOfTests.working().answering("InvalidMessageContents", 400, 1);
        try (WebhookEvents events = WebhookEvents.to(queue, "https://queue.example/events")
                .onFailure(failure -> {
                    throw new AssertionError("a bug of the user's");
                })
                .open()) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
            events.emit("custom.y", Map.of());
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.calls()).hasSize(1);
    }

    @Test
    void an_error_while_sending_loses_nothing() {
        QueueOfTests queue = QueueOfTests.working().failing(1);
        try (WebhookEvents events = publisher(queue)) {
            events.emit("custom.x", Map.of());
            assertThat(events.flush(LONG)).isTrue();
        }
        assertThat(queue.calls()).hasSize(1);
        assertThat(failures).isEmpty();
    }

    @Test
    void data_too_deep_to_write_or_containing_itself_is_told() {
        Map<String, Object> deep = Map.of();
        for (int i = 0; i < 1_100; i++) {
            deep = Map.of("k", deep);
        }
        Map<String, Object> itself = new HashMap<>();
        itself.put("k", itself);
        try (WebhookEvents events = publisher(QueueOfTests.working())) {
            events.emit("custom.x", deep);
            events.emit("custom.x", itself);
        }
        assertThat(failures)
                .extracting(PublishFailure::reason)
                .containsExactly(Reason.NOT_AN_OBJECT, Reason.NOT_AN_OBJECT);
    }

    @Test
    void what_sqs_refuses_in_a_body_is_escaped() {
        QueueOfTests queue = QueueOfTests.working();
        String text = Character.toString(0xFFFE) + Character.toString(0xFFFF);
        try (WebhookEvents events = publisher(queue)) {
            events.emit("custom.x", Map.of("text", text));
        }
        assertThat(queue.texts().get(0)).doesNotContain(Character.toString(0xFFFE), Character.toString(0xFFFF));
        assertThat(queue.calls().get(0).get(0).at("/data/text").asText()).isEqualTo(text);
    }

    @Test
    void a_memory_shows_its_first_hundred_code_points() {
        QueueOfTests queue = QueueOfTests.working();
        try (WebhookEvents events = publisher(queue)) {
            events.memoryCreated("mem_1", "u", "😀".repeat(101), List.of("AI"), 0.85);
            assertThat(events.flush(LONG)).isTrue();
        }
        JsonNode message = queue.calls().get(0).get(0);
        assertThat(message.path("event").asText()).isEqualTo("memory.created");
        assertThat(message.at("/data/content_preview").asText()).isEqualTo("😀".repeat(100));
        assertThat(message.at("/data/memory_type").asText()).isEqualTo("episodic");
        assertThat(message.path("data").has("session_id")).isFalse();
        assertThat(message.path("data").has("eventName")).isFalse();
    }

    @Test
    void the_other_helpers_have_the_names_of_seed_000() {
        QueueOfTests queue = QueueOfTests.working();
        try (WebhookEvents events = publisher(queue)) {
            events.conceptDiscovered("c", "d", List.of("r"), 0.95);
            events.syncCompleted("s", "u", "full", 150, Duration.ofMillis(2500));
            events.quotaWarning("memory_storage", 850, 1000, 80);
            events.emit(
                    new CatalogueEvent.MemoryDeleted("m", "u", Instant.parse("2025-12-06T12:00:00Z"), "user_request"));
            assertThat(events.flush(LONG)).isTrue();
        }
        Map<String, JsonNode> data = queue.calls().stream()
                .flatMap(List::stream)
                .collect(java.util.stream.Collectors.toMap(
                        one -> one.path("event").asText(), one -> one.path("data")));
        assertThat(data.get("concept.discovered"))
                .hasToString(
                        "{\"concept\":\"c\",\"description\":\"d\",\"related_concepts\":[\"r\"],\"confidence\":0.95}");
        assertThat(data.get("sync.completed"))
                .hasToString("{\"sync_id\":\"s\",\"user_id\":\"u\",\"sync_type\":\"full\",\"items_synced\":150,"
                        + "\"duration_ms\":2500}");
        assertThat(data.get("quota.warning"))
                .hasToString("{\"quota_type\":\"memory_storage\",\"current_usage\":850,\"quota_limit\":1000,"
                        + "\"percentage_used\":85.0,\"threshold\":80.0}");
        assertThat(data.get("memory.deleted"))
                .hasToString("{\"memory_id\":\"m\",\"user_id\":\"u\",\"deleted_at\":\"2025-12-06T12:00:00Z\","
                        + "\"reason\":\"user_request\"}");
    }

    @Test
    void times_are_rfc_3339_in_the_data_of_every_event() {
        Instant time = Instant.parse("2025-12-06T12:00:00.125Z");
        QueueOfTests queue = QueueOfTests.working();
        try (WebhookEvents events = publisher(queue)) {
            events.emit(new CatalogueEvent.SessionEnded("s", "u", time, time.plusSeconds(1), 1, 0, 0));
            events.emit(new CatalogueEvent.SyncFailed("s", "u", "full", "e", "m", 1, 3, false, null));
            events.emit("custom.own", Map.of("at", time));
            assertThat(events.flush(LONG)).isTrue();
        }
        Map<String, JsonNode> data = queue.calls().stream()
                .flatMap(List::stream)
                .collect(java.util.stream.Collectors.toMap(
                        one -> one.path("event").asText(), one -> one.path("data")));
        assertThat(data.get("session.ended"))
                .hasToString("{\"session_id\":\"s\",\"user_id\":\"u\",\"started_at\":\"2025-12-06T12:00:00.125Z\","
                        + "\"ended_at\":\"2025-12-06T12:00:01.125Z\",\"duration_seconds\":1,\"memories_created\":0,"
                        + "\"concepts_discovered\":0}");
        assertThat(data.get("sync.failed")).asString().doesNotContain("next_retry_at");
        assertThat(data.get("custom.own")).hasToString("{\"at\":\"2025-12-06T12:00:00.125Z\"}");
        assertThat(failures).isEmpty();
    }

    @Test
    void an_event_shows_nothing_but_its_name() {
        assertThat(WebhookEvent.of("custom.x", Map.of("secret", "s")).userId("u"))
                .hasToString("WebhookEvent[custom.x]");
    }

    private WebhookEvents publisher(QueueOfTests queue) {
        return WebhookEvents.to(queue, "https://queue.example/events")
                .tenant("acme")
                .onFailure(failures::add)
                .open();
    }
}
