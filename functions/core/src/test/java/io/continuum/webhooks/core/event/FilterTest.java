package io.continuum.webhooks.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.Vectors;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.FieldError;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables {@code vectors/filters.json} and {@code vectors/filters-refused.json}, and the extremes. */
class FilterTest {
    static Stream<Named<JsonNode>> matches() {
        return Vectors.json("filters.json");
    }

    static Stream<Named<JsonNode>> refusals() {
        return Vectors.json("filters-refused.json");
    }

    @ParameterizedTest
    @MethodSource("matches")
    void wants_what_all_clauses_match_and_names_the_first_that_does_not(JsonNode row) {
        Filter filter = filter(row.path("filters").toString());

        Optional<String> refusedBy = filter.refusedBy(event(row));

        assertThat(refusedBy)
                .isEqualTo(Optional.ofNullable(row.path("refused_by").textValue()));
        assertThat(filter.accepts(EventView.of(event(row)))).isEqualTo(refusedBy.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void a_bad_filter_is_refused_with_every_fault_and_its_place(JsonNode row) {
        List<FieldError> faults = faults(row.path("filters").toString());

        assertThat(faults)
                .extracting(FieldError::pointer)
                .containsExactlyElementsOf(
                        row.path("pointers").valueStream().map(JsonNode::asText).toList());
        assertThat(faults.getFirst().detail()).contains(row.path("detail").asText());
    }

    @Test
    void no_clause_is_no_filter() {
        assertThat(Filter.parse(json("{}"))).isEqualTo(new Filter.Parsed.Ok(null));
    }

    @Test
    void a_filter_is_kept_as_it_was_written_in_canonical_form() {
        Filter filter = filter("{\"pattern\": {\"data\": {\"n\": [1.50]}}, \"a\": 12345678901234567890}");

        assertThat(filter.source().text())
                .isEqualTo("{\"a\":12345678901234567890,\"pattern\":{\"data\":{\"n\":[1.5]}}}");
        assertThat(new Filter(filter.source())).isEqualTo(filter).hasSameHashCodeAs(filter);
        assertThat(filter.toString()).doesNotContain("1.5");
    }

    /** Event-ruler by itself took 53 s for lists of 100, and all memory with its older search. */
    @ParameterizedTest
    @ValueSource(strings = {"[1]", "[{\"exists\": true}]", "[{\"numeric\": [\">\", 0]}]"})
    @Timeout(20)
    void long_lists_under_several_fields_are_searched_in_linear_time(String values) {
        String list = "[" + String.join(",", Collections.nCopies(10_000, "1")) + "]";
        Event event = Events.valid()
                .data("{\"a\": %1$s, \"b\": %1$s, \"c\": %1$s, \"d\": %1$s, \"z\": 2}".formatted(list))
                .build();
        Filter filter =
                filter("{\"pattern\": {\"data\": {\"a\": %1$s, \"b\": %1$s, \"c\": %1$s, \"d\": %1$s, \"z\": [5]}}}"
                        .formatted(values));

        assertThat(filter.refusedBy(event)).contains("pattern");
    }

    @Test
    @Timeout(20)
    void the_worst_wildcards_that_are_allowed_end_on_the_longest_string() {
        String wildcards = "*a".repeat(9) + "*b";
        String data = "{\"s\": \"" + "a".repeat(250_000) + "\"}";

        assertThat(filter("{\"pattern\": {\"data\": {\"s\": [{\"wildcard\": \"" + wildcards + "\"}]}}}")
                        .refusedBy(Events.valid().data(data).build()))
                .contains("pattern");
    }

    @Test
    @Timeout(20)
    void as_many_ways_as_are_allowed_are_searched() {
        String ways = String.join(
                ",",
                IntStream.range(0, 5)
                        .mapToObj(i -> "\"f%d\": {\"$or\": [{\"x\": [1]}, {\"y\": [1]}]}".formatted(i))
                        .toList());
        String data = String.join(
                ",",
                IntStream.range(0, 5)
                        .mapToObj(i -> "\"f%d\": {\"%s\": 1}".formatted(i, i % 2 == 0 ? "x" : "y"))
                        .toList());

        assertThat(filter("{\"pattern\": {\"data\": {" + ways + "}}}")
                        .refusedBy(Events.valid().data("{" + data + "}").build()))
                .isEmpty();
    }

    @Test
    @Timeout(20)
    void many_threads_may_ask_one_filter_from_its_first_use_on() throws Exception {
        Filter filter =
                filter("{\"category\": \"work\", \"pattern\": {\"data\": {\"n\": [{\"numeric\": [\"<\", 500]}]}}}");
        List<Callable<Boolean>> asking = IntStream.range(0, 1_000)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    Event event = Events.valid()
                            .data("{\"category\": \"work\", \"n\": %d}".formatted(i))
                            .build();
                    return filter.refusedBy(event).isEmpty() == i < 500;
                })
                .toList();
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (Future<Boolean> answer : threads.invokeAll(asking)) {
                assertThat(answer.get()).isTrue();
            }
        }
    }

    @Test
    @Timeout(20)
    void what_was_prepared_is_used_again() {
        Filter filter = filter("{\"pattern\": {\"data\": {\"s\": [{\"wildcard\": \"" + "x".repeat(3_000) + "*\"}]}}}");
        Event event = Events.valid().data("{\"s\": \"y\"}").build();
        filter.refusedBy(event);

        long before = System.nanoTime();
        for (int i = 0; i < 2_000; i++) {
            filter.refusedBy(event);
        }

        // Compiling it takes milliseconds, asking it microseconds.
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }

    static Filter filter(String text) {
        return switch (Filter.parse(json(text))) {
            case Filter.Parsed.Ok(Filter filter) -> filter;
            case Filter.Parsed.Bad(List<FieldError> faults) -> throw new AssertionError(faults);
        };
    }

    private static List<FieldError> faults(String text) {
        return switch (Filter.parse(json(text))) {
            case Filter.Parsed.Ok _ -> throw new AssertionError("accepted: " + text);
            case Filter.Parsed.Bad(List<FieldError> faults) -> faults;
        };
    }

    private static Event event(JsonNode row) {
        Events event = Events.valid().data(row.path("data").toString());
        if (row.has("type")) {
            event.type(row.path("type").asText());
        }
        if (row.has("user_id")) {
            event.user(row.path("user_id").asText());
        }
        if (row.has("priority")) {
            event.priority(Priority.of(row.path("priority").asText()).orElseThrow());
        }
        if (row.has("timestamp")) {
            event.timestamp(row.path("timestamp").asText());
        }
        return event.build();
    }

    private static JsonNode json(String text) {
        return ((Parsed.Ok) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8))).node();
    }
}
