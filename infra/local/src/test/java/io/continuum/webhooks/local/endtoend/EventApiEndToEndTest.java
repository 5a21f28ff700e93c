package io.continuum.webhooks.local.endtoend;

import static io.continuum.webhooks.local.endtoend.Dialogue.names;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of spec.md §2 that is about events, in both dialects, over HTTP and the real stores. */
class EventApiEndToEndTest {
    private static final int COPIES = 100;

    private static TestPlatform platform;
    private static List<Dialogue> dialogues;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of("WEBHOOK_CREATIONS_PER_HOUR", "1000"));
        dialogues =
                List.of(Dialogue.of(platform, "flat", "continuum"), Dialogue.of(platform, "enveloped", "lanonasis"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    static Stream<Dialogue> dialogues() {
        return dialogues.stream();
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void post_events_accepts_one_and_it_is_found_from_then_on(Dialogue to) {
        JsonNode accepted = to.post(
                "/events",
                "{\"type\": \"session.started\", \"data\": {\"session_id\": \"s\"}, \"user_id\": \"u\","
                        + " \"timestamp\": \"2025-12-06T12:00:00Z\"}",
                202);
        assertThat(names(accepted)).containsExactly("id", "event", "timestamp");
        assertThat(accepted.path("id").asText()).startsWith(to.eventPrefix());
        assertThat(accepted.path("timestamp").asText()).isEqualTo("2025-12-06T12:00:00Z");
        JsonNode found = to.get("/events/" + accepted.path("id").asText());
        assertThat(names(found))
                .containsExactly(
                        "id",
                        "event",
                        "timestamp",
                        "data",
                        "priority",
                        "user_id",
                        "matched",
                        "deliveries",
                        "next_cursor");
        assertThat(found.path("priority").asText()).isEqualTo("normal");
        assertThat(found.at("/data/session_id").asText()).isEqualTo("s");
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    @Tag("T58")
    void a_hundred_publishes_at_once_with_one_key_make_one_event(Dialogue to) throws Exception {
        try (Receiver receiver = Receiver.answering(200);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // Copies wait for the slot of the one that is in flight, which lasts as long as a request may.
            to.register(receiver.url(), "custom.once", ",\"timeout_seconds\": 1");
            String body = "{\"event\": \"custom.once\", \"data\": {\"n\": 1}}";
            Callable<String> publish =
                    () -> to.send("POST", "/events", body, Map.of("Idempotency-Key", "only-one"), 202)
                            .path("id")
                            .asText();
            List<Future<String>> all = threads.invokeAll(
                    IntStream.range(0, COPIES).mapToObj(_ -> publish).toList());
            Set<String> ids = new HashSet<>();
            for (Future<String> one : all) {
                ids.add(one.get());
            }
            assertThat(ids).hasSize(1);
            String last = to.publish("custom.once");
            Await.until("the later event", () -> receiver.requests().size() >= 2 ? "" : null);
            Await.until("the queues are empty", () -> platform.idle() ? "" : null);
            assertThat(receiver.requests().stream()
                            .map(request -> request.header("webhook-id"))
                            .collect(Collectors.toSet()))
                    .hasSize(2);
            assertThat(ids).doesNotContain(last);
            String other = "{\"event\": \"custom.once\", \"data\": {\"n\": 2}}";
            to.api()
                    .send("POST", "/api/v1/events", other, Map.of("Idempotency-Key", "only-one"))
                    .expecting(422);
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void post_events_batch_judges_each_event_on_its_own(Dialogue to) {
        JsonNode answer = to.post(
                "/events/batch",
                "{\"events\": [{\"event\": \"user.created\", \"data\": {}}, {\"event\": \"nonsense\", \"data\": {}},"
                        + " {\"event\": \"custom.x\", \"data\": {}}]}",
                202);
        assertThat(names(answer)).containsExactly("events");
        assertThat(answer.path("events")).hasSize(3);
        assertThat(names(answer.at("/events/0"))).containsExactly("id", "event", "timestamp");
        assertThat(answer.at("/events/1/error/code").asText()).isEqualTo("unknown_event_type");
        to.get("/events/" + answer.at("/events/2/id").asText());
        String many = "{\"events\": [" + "{},".repeat(100) + "{}]}";
        to.refused("POST", "/events/batch", many, 422);
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void explain_says_why_each_webhook_did_or_did_not_get_it(Dialogue to) {
        try (Receiver receiver = Receiver.answering(200)) {
            String got = to.register(receiver.url(), "custom.explained", "")
                    .path("id")
                    .asText();
            String filtered = to.register(
                            receiver.url(), "custom.explained", ",\"filters\": {\"category\": \"important\"}")
                    .path("id")
                    .asText();
            String other =
                    to.register(receiver.url(), "custom.other", "").path("id").asText();
            String inactive = to.register(receiver.url(), "custom.explained", ",\"active\": false")
                    .path("id")
                    .asText();
            String event = to.publish("custom.explained");
            to.delivery(got, event, "success");
            JsonNode explained = to.get("/events/" + event + "/explain?limit=250");
            assertThat(names(explained)).containsExactly("event_id", "webhooks", "next_cursor");
            assertThat(names(explained.at("/webhooks/0"))).containsExactly("webhook_id", "outcome", "clause");
            Map<String, String> outcomes = explained
                    .path("webhooks")
                    .valueStream()
                    .collect(Collectors.toMap(
                            one -> one.path("webhook_id").asText(),
                            one -> one.path("outcome").asText() + " "
                                    + one.path("clause").asText("")));
            assertThat(outcomes)
                    .containsEntry(got, "delivered ")
                    .containsEntry(filtered, "filtered category")
                    .containsEntry(other, "not_subscribed ")
                    .containsEntry(inactive, "inactive ");
            assertThat(receiver.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("dialogues")
    void the_catalogue_has_all_names_and_takes_custom_ones(Dialogue to) {
        assertThat(to.list("/event-types?limit=250", "event_types")).hasSizeGreaterThanOrEqualTo(27);
        JsonNode one = to.get("/event-types/memory.created");
        assertThat(names(one)).contains("name", "schema", "priority", "example");
        String schema = "{\"type\": \"object\", \"required\": [\"n\"]}";
        to.post(
                "/event-types",
                "{\"name\": \"custom.checked\", \"schema\": %s, \"check\": \"reject\", \"priority\": \"high\"}"
                        .formatted(schema),
                201);
        assertThat(to.refused("POST", "/events", "{\"event\": \"custom.checked\", \"data\": {}}", 422))
                .isEqualTo("schema_violation");
        String id = to.publish("custom.checked");
        assertThat(to.get("/events/" + id).path("priority").asText()).isEqualTo("high");
        to.send("PUT", "/event-types/custom.checked", "{\"check\": \"off\"}", 200);
        to.post("/events", "{\"event\": \"custom.checked\", \"data\": {}}", 202);
        to.delete("/event-types/custom.checked");
        to.refused("GET", "/event-types/custom.checked", null, 404);
    }
}
