package io.continuum.webhooks.lambda.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.journal.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private final Captured out = new Captured();
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-23T10:00:00.123456789Z"));
    private final Telemetry function = Telemetry.ofFunction(out.stream(), clock, "test");

    private static void invoke(RequestStreamHandler handler) throws IOException {
        handler.handleRequest(InputStream.nullInputStream(), OutputStream.nullOutputStream(), null);
    }

    @Test
    void metrics_are_written_at_the_end_of_each_invocation() throws IOException {
        RequestStreamHandler handler =
                function.flushing((_, _, _) -> function.metrics().add(Metric.TASKS_SENT, 3));

        invoke(handler);
        invoke(handler);

        assertThat(Emf.points(out.text()))
                .hasSize(2)
                .allSatisfy(point -> assertThat(point.values()).containsExactly(3L));
    }

    @Test
    void an_invocation_that_throws_tells_what_it_had() {
        RequestStreamHandler handler = function.flushing((_, _, _) -> {
            function.metrics().add(Metric.TASKS_SENT, 3);
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> invoke(handler)).isInstanceOf(IllegalStateException.class);
        assertThat(Emf.points(out.text())).hasSize(1);
    }

    @Test
    void an_invocation_without_numbers_writes_nothing() throws IOException {
        invoke(function.flushing((_, _, _) -> {}));

        assertThat(out.text()).isEmpty();
    }

    @Test
    void a_functions_lines_bear_no_time_of_their_own() {
        function.journal().write(Journal.Level.INFO, "a.thing", Map.of("n", 1));

        assertThat(out.text().strip()).isEqualTo("{\"level\":\"INFO\",\"message\":\"a.thing\",\"n\":1}");
    }

    @Test
    void a_terminals_lines_begin_with_their_time_and_have_no_metrics_between_them() throws IOException {
        Telemetry terminal = Telemetry.ofTerminal(out.stream(), clock);
        invoke(terminal.flushing((_, _, _) -> {
            terminal.metrics().add(Metric.TASKS_SENT, 3);
            terminal.journal().write(Journal.Level.INFO, "a.thing", Map.of());
        }));

        assertThat(out.text().strip())
                .isEqualTo("{\"time\":\"2026-11-23T10:00:00.123Z\",\"level\":\"INFO\",\"message\":\"a.thing\"}");
    }
}
