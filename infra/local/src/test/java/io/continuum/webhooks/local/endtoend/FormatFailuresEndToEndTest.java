package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.format.Format;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How every format takes real receivers that refuse or do not answer; core's tables have all cases and all delays. */
class FormatFailuresEndToEndTest {
    private static TestPlatform platform;
    private static Api api;

    @BeforeAll
    static void start() {
        platform = TestPlatform.with(Map.of());
        api = platform.api();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    @Tag("T23")
    void every_format_waits_as_long_as_a_receiver_asks() {
        try (Receiver receiver = Receiver.answering(503)) {
            receiver.refuse(503, "120");
            each("user.created", receiver, "failed", (format, delivery) -> {
                assertThat(delivery.path("response_code").intValue()).as(format).isEqualTo(503);
                // Times are answered in whole milliseconds.
                assertThat(delay(delivery))
                        .as(format)
                        .isBetween(Duration.ofMillis(119_990), Duration.ofMillis(120_010));
            });
        }
    }

    @Test
    @Tag("T23")
    void every_format_waits_until_the_date_that_a_receiver_names() {
        try (Receiver receiver = Receiver.answering(503)) {
            Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(600);
            receiver.refuse(503, DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atOffset(ZoneOffset.UTC)));
            each(
                    "session.started",
                    receiver,
                    "failed",
                    (format, delivery) -> assertThat(
                                    Instant.parse(delivery.path("next_retry_at").textValue()))
                            .as(format)
                            .isBetween(date.minusMillis(10), date.plusMillis(10)));
        }
    }

    @Test
    void every_format_gives_up_waiting_for_an_answer_and_tries_again() {
        try (Receiver receiver = Receiver.slow(_ -> 200, Duration.ofSeconds(20))) {
            String impatient = ",\"timeout_seconds\":1,\"retry_policy\":{\"schedule\":[0,600]}";
            each("session.ended", receiver, "failed", impatient, (format, delivery) -> {
                assertThat(delivery.path("error_message").textValue())
                        .as(format)
                        .isEqualTo("timeout");
                assertThat(delivery.path("response_code").isNull()).as(format).isTrue();
                // The time-out has a clock of its own, so a millisecond may be missing.
                assertThat(delivery.path("duration_ms").longValue()).as(format).isBetween(990L, 15_000L);
                assertThat(delay(delivery))
                        .as(format)
                        .isBetween(Duration.ofMillis(599_990), Duration.ofMillis(600_010));
            });
        }
    }

    /** What is checked of the delivery of one format. */
    private interface Check {
        void check(String format, JsonNode delivery);
    }

    private static void each(String event, Receiver receiver, String status, Check check) {
        each(event, receiver, status, "", check);
    }

    private static void each(String event, Receiver receiver, String status, String more, Check check) {
        Map<String, String> webhooks = new LinkedHashMap<>();
        for (Format format : Format.all()) {
            String fields = ",\"format\":\"" + format.name() + "\"" + more;
            webhooks.put(
                    format.name(), api.register(receiver.url(), event, fields).text("id"));
        }
        String published = api.publish(event);
        webhooks.forEach((format, id) -> {
            String delivery = api.delivery(id, published, status).path("id").textValue();
            check.check(
                    format,
                    api.get("/v1/webhooks/" + id + "/deliveries/" + delivery)
                            .expecting(200)
                            .json());
        });
        assertThat(receiver.requests()).hasSize(webhooks.size());
    }

    /** Returns the time from the end of the first attempt to the second. */
    private static Duration delay(JsonNode delivery) {
        JsonNode first = delivery.at("/attempt_log/0");
        Instant ended = Instant.parse(first.path("started_at").textValue())
                .plusMillis(first.path("duration_ms").longValue());
        return Duration.between(ended, Instant.parse(first.path("next_retry_at").textValue()));
    }
}
