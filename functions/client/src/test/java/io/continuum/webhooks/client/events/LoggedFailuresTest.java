package io.continuum.webhooks.client.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a publisher without a callback does about events that were not published. */
class LoggedFailuresTest {
    /** Held here, as the JDK keeps loggers weakly. */
    private static final Logger LOGGER = Logger.getLogger(WebhookEvents.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {
            // Nothing is held.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void listenNoMore() {
        LOGGER.removeHandler(handler);
    }

    @Test
    void a_failure_is_a_warning_with_id_name_and_reason_and_without_the_data() {
        QueueOfTests queue = QueueOfTests.working().answering("InvalidMessageContents", 400, 1);
        try (WebhookEvents events = publisher(queue)) {
            events.emit(WebhookEvent.of("custom.x", Map.of("password", "hunter2"))
                    .userId("user-1")
                    .id("e-1"));
            assertThat(events.flush(Duration.ofSeconds(10))).isTrue();
        }
        assertThat(lines)
                .containsExactly(
                        Level.WARNING
                                + " an event was not published: event=custom.x id=e-1 reason=REFUSED code=InvalidMessageContents");
    }

    @Test
    void an_event_without_an_id_is_named_by_the_one_it_would_have_had() {
        try (WebhookEvents events = publisher(QueueOfTests.working())) {
            events.emit("custom.x", List.of("no object"));
        }
        assertThat(lines).singleElement().asString().containsPattern("id=evt_\\w{26} reason=NOT_AN_OBJECT code=none");
    }

    @Test
    void nothing_in_a_name_forges_a_line() {
        try (WebhookEvents events = publisher(QueueOfTests.working())) {
            events.emit(WebhookEvent.of("custom.x\r\nSEVERE: all is lost" + "x".repeat(1000), 1)
                    .id("{1}"));
        }
        assertThat(lines)
                .singleElement()
                .asString()
                .contains("custom.x??SEVERE")
                .contains("id={1}")
                .hasSizeLessThan(300);
    }

    private static WebhookEvents publisher(QueueOfTests queue) {
        return WebhookEvents.to(queue, "https://queue.example/events").open();
    }
}
