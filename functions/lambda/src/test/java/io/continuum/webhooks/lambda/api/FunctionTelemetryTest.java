package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.admission.Settlement;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.stats.Ending;
import io.continuum.webhooks.lambda.telemetry.Emf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the functions behind queues and the schedule write to their log when they are invoked. */
class FunctionTelemetryTest {
    private static final String WEBHOOK = "wh_01kbsn33w0k4bgzerr6hvt6pmm";

    private final InvokeWorld world = new InvokeWorld("acme", WEBHOOK);

    private Map<String, List<Long>> told() {
        Map<String, List<Long>> told = new TreeMap<>();
        Emf.points(world.lines.text()).forEach(point -> told.put(point.metric(), point.values()));
        return told;
    }

    @Test
    void a_batch_of_deliveries_makes_one_line_of_metrics() throws IOException {
        world.deliver("delivery-sqs-tasks.json");

        assertThat(Emf.lines(world.lines.text())).hasSize(1);
        assertThat(told())
                .containsOnlyKeys("Attempts", "DeliveriesSucceeded", "DurationMs", "QueueWaitMs")
                .containsEntry("Attempts", List.of(2L))
                .containsEntry("DeliveriesSucceeded", List.of(2L))
                .containsEntry("DurationMs", List.of(7L, 7L));
        // The tasks are due at 12:00:05.300, and this world's clock stands at 12:01:00.
        assertThat(told().get("QueueWaitMs")).containsExactly(54_700L, 54_700L);
    }

    @Test
    void no_webhook_and_no_tenant_is_among_the_dimensions() throws IOException {
        world.deliver("delivery-sqs-tasks.json");

        assertThat(Emf.lines(world.lines.text()).toString()).doesNotContain("acme", WEBHOOK.substring("wh_".length()));
        assertThat(Emf.points(world.lines.text()))
                .allSatisfy(point -> assertThat(point.dimensions())
                        .containsExactly(
                                List.of("stage=test"),
                                List.of("stage=test", "format=continuum"),
                                List.of("stage=test", "priority=normal")));
    }

    @Test
    void an_attempts_line_has_what_saved_queries_ask_for() throws IOException {
        world.deliver("delivery-sqs-tasks.json");

        JsonNode line = attempts().stream()
                .filter(one -> one.path("event_type").asText().equals("memory.created"))
                .findAny()
                .orElseThrow();
        assertThat(line.fieldNames())
                .toIterable()
                .containsExactly(
                        "level",
                        "message",
                        "tenant_id",
                        "webhook_id",
                        "event_id",
                        "event_type",
                        "delivery_id",
                        "format",
                        "priority",
                        "attempt",
                        "outcome",
                        "duration_ms",
                        "queue_wait_ms",
                        "response_code");
        assertThat(line.path("level").asText()).isEqualTo("INFO");
        assertThat(line.path("tenant_id").asText()).isEqualTo("acme");
        assertThat(line.path("format").asText()).isEqualTo("continuum");
        assertThat(line.path("priority").asText()).isEqualTo("normal");
        assertThat(line.path("outcome").asText()).isEqualTo("success");
        assertThat(line.path("response_code").asInt()).isEqualTo(200);
        assertThat(line.path("queue_wait_ms").asLong()).isEqualTo(54_700);
    }

    @Test
    void a_failed_attempts_line_is_a_warning_with_its_error_and_what_follows() throws IOException {
        world.status = 503;
        world.deliver("delivery-sqs-tasks.json");

        assertThat(attempts()).hasSize(2).allSatisfy(line -> {
            assertThat(line.path("level").asText()).isEqualTo("WARNING");
            assertThat(line.path("outcome").asText()).isEqualTo("failed");
            assertThat(line.path("error").asText()).isEqualTo("HTTP 503");
            assertThat(line.path("next_delay_ms").asLong()).isEqualTo(1000);
        });
        assertThat(told()).containsEntry("AttemptsFailed", List.of(2L)).doesNotContainKey("DeliveriesDead");
    }

    /** In bytes, as docs/architecture.md has it; the names in these tasks are as long as usual ones. */
    @ParameterizedTest
    @CsvSource({"200, 360", "503, 410"})
    void an_attempts_line_is_as_long_as_documented(int status, int bytes) throws IOException {
        world.status = status;
        world.deliver("delivery-sqs-tasks.json");

        assertThat(world.lines.text().lines())
                .filteredOn(line -> line.contains("delivery.attempted"))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line.getBytes(StandardCharsets.UTF_8).length).isCloseTo(bytes, within(5)));
    }

    private List<JsonNode> attempts() {
        return Emf.logged(world.lines.text()).stream()
                .filter(line -> line.path("message").asText().equals("delivery.attempted"))
                .toList();
    }

    @Test
    void the_emitter_counts_events_and_tasks() throws IOException {
        world.emit("emitter-sqs-producer.json");

        assertThat(told().get("EventsFannedOut")).containsExactly(2L);
        assertThat(told().get("TasksSent")).containsExactly(1L);
    }

    @Test
    void the_emitter_counts_what_it_rejects() throws IOException {
        world.emit("emitter-sqs-poison.json");

        assertThat(told().get("EventsRejected"))
                .containsExactly((long) world.rejected.messages.size())
                .doesNotContain(0L);
    }

    @Test
    void the_maintenance_function_tells_of_open_breakers_when_there_are_none_too() throws IOException {
        world.maintain("maintenance-scheduled.json");

        assertThat(told())
                .containsEntry("OpenBreakers", List.of(0L))
                .containsEntry("LongestOpenBreakerSeconds", List.of(0L));
    }

    /** Settles five failures, as the delivery function does. */
    private void openBreaker() {
        WebhookState state = world.api.states.load(world.webhook.key()).orElseThrow();
        Instant now = world.api.now.instant();
        Ending failure = new Ending(Ending.Effect.STARTED_RETRYING, false, Duration.ZERO, now);
        List<Settlement.Result> failures = Collections.nCopies(5, new Settlement.Result(null, state.epoch(), failure));
        Settlement settled = Settlement.settle(state, failures, InvokeWorld.RULES.breaker(), now);
        world.api.states.swap(state, settled.next());
    }

    @Test
    void a_breaker_that_is_open_for_15_minutes_is_told_of_with_its_seconds() throws IOException {
        openBreaker();
        world.api.now.set(world.api.now.instant().plusSeconds(16 * 60));
        world.maintain("maintenance-scheduled.json");

        assertThat(told()).containsEntry("OpenBreakers", List.of(1L));
        assertThat(told().get("LongestOpenBreakerSeconds")).containsExactly(960L);
    }
}
