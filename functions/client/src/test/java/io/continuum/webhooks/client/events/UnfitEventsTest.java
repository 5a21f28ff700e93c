package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.client.events.PublishFailure.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the platform would refuse where no publisher hears of it is told at once. */
class UnfitEventsTest {
    private static final String HALF = "a" + Character.toString(0xD800) + "b";

    private final List<PublishFailure> failures = Collections.synchronizedList(new ArrayList<>());
    private final QueueOfTests queue = QueueOfTests.working();

    static Stream<WebhookEvent> unfit() {
        WebhookEvent event = WebhookEvent.of("custom.x", Map.of());
        return Stream.of(
                event.id(""),
                event.id("no id!"),
                event.id("x".repeat(65)),
                event.tenant("acme/1"),
                event.priority("urgent"),
                event.priority("High"),
                event.timestamp(Instant.MAX),
                event.timestamp(Instant.parse("-0001-01-01T00:00:00Z")),
                event.userId(""),
                event.userId("x".repeat(201)),
                event.userId(HALF),
                event.requestId("x".repeat(201)));
    }

    @ParameterizedTest
    @MethodSource("unfit")
    void a_field_that_the_platform_refuses_is_told(WebhookEvent event) {
        publish(event);

        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.INVALID);
        assertThat(failures.get(0).event().options().id()).isNotNull();
        assertThat(queue.texts()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "memory.create",
                "Memory.created",
                "custom",
                "custom.",
                "custom..x",
                "custom.x ",
                "custom.\u00e9",
                "webhook.disabled",
                "memory.*"
            })
    void a_name_that_may_not_be_published_is_told(String name) {
        publish(WebhookEvent.of(name, Map.of()));

        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.INVALID);
        assertThat(failures.get(0).detail()).startsWith("event: ");
        assertThat(queue.texts()).isEmpty();
    }

    @Test
    void fields_at_their_limits_are_published() {
        publish(WebhookEvent.of("custom." + "x".repeat(121), Map.of())
                .id("x".repeat(64))
                .tenant("T-1_")
                .priority("low")
                .userId("x".repeat(200))
                .requestId("r")
                .timestamp(Instant.parse("9999-12-31T23:59:59.999Z")));
        publish(WebhookEvent.of("custom.a-b.c_D", Map.of()).timestamp(Instant.parse("0000-01-01T00:00:00Z")));
        publish(WebhookEvent.of("custom." + "x".repeat(122), Map.of()));

        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.INVALID);
        assertThat(queue.texts()).hasSize(2);
    }

    /** The schemas' files are held to the platform's catalogue by its own tests. */
    @Test
    void the_catalogue_is_the_platforms() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../events/schemas"))) {
            List<String> operational = List.of("webhook.", "delivery.", "breaker.");
            assertThat(EventForm.CATALOGUE)
                    .containsExactlyInAnyOrderElementsOf(
                            files.map(file -> file.getFileName().toString())
                                    .map(name -> name.substring(0, name.length() - ".json".length()))
                                    .filter(name -> !name.startsWith("custom."))
                                    .filter(name -> operational.stream().noneMatch(name::startsWith))
                                    .toList());
        }
    }

    static Stream<Object> unreadable() {
        Map<String, Object> many = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            many.put("k" + i, 1);
        }
        return Stream.of(
                Map.of("x", Double.NaN),
                Map.of("x", List.of(Double.NEGATIVE_INFINITY)),
                Map.of("x", Float.POSITIVE_INFINITY),
                Map.of("x", new double[] {1, Double.NaN}),
                Map.of("x", HALF),
                Map.of("x", Character.toString(0xDC00)),
                Map.of(HALF, 1),
                Map.of("x", new BigDecimal("1E999")),
                Map.of("x", new BigDecimal("1E-99999")),
                Map.of("x", new BigDecimal("1." + "1".repeat(100))),
                nested(32),
                many);
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void data_that_would_be_changed_or_refused_on_its_way_is_told(Object data) {
        publish(WebhookEvent.of("custom.x", data));

        assertThat(failures).extracting(PublishFailure::reason).containsExactly(Reason.NOT_AN_OBJECT);
        assertThat(queue.texts()).isEmpty();
    }

    @Test
    void data_at_the_limits_of_what_is_read_is_published_as_it_is() {
        publish(WebhookEvent.of("custom.x", nested(31)));
        publish(WebhookEvent.of(
                "custom.x", Map.of("text", "\ud83d\ude00", "least", Double.MIN_VALUE, "most", Double.MAX_VALUE)));

        assertThat(failures).isEmpty();
        assertThat(queue.calls().get(1).get(0).path("data").path("least").asDouble())
                .isEqualTo(Double.MIN_VALUE);
        assertThat(queue.calls().get(1).get(0).path("data").path("text").asText())
                .isEqualTo("\ud83d\ude00");
    }

    /** Returns data of that many levels. */
    private static Map<String, Object> nested(int levels) {
        Map<String, Object> data = Map.of();
        for (int i = 1; i < levels; i++) {
            data = Map.of("k", data);
        }
        return data;
    }

    private void publish(WebhookEvent event) {
        try (WebhookEvents events = WebhookEvents.to(queue, "https://queue.example/events")
                .onFailure(failures::add)
                .open()) {
            events.emit(event);
        }
    }
}
