package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.leaks.Leaks;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner as a process: what a kill, a restart and a signal do to it. */
@EmbeddedOnly("It kills the embedded engines together with the platform and reads their data folder again.")
class RestartEndToEndTest {
    private static final int EVENTS = 60;

    /** Of every process of a test: the later ones have the webhooks of the earlier ones. */
    private final Leaks leaks = Leaks.listening();

    @TempDir
    private Path data;

    @AfterEach
    void close() {
        leaks.close();
    }

    @Test
    void a_kill_in_the_middle_of_deliveries_loses_nothing_and_what_was_in_flight_goes_on_at_once() {
        // Slow enough that the kill finds requests in flight, tasks in queues and retries ahead.
        try (Receiver receiver = Receiver.slow(n -> n % 7 == 0 ? 503 : 200, Duration.ofMillis(300))) {
            Set<String> published = new HashSet<>();
            String webhook;
            try (RunnerProcess runner = RunnerProcess.start(leaks, data, Map.of())) {
                Api api = runner.api();
                webhook = api.register(receiver.url(), "memory.created", "").text("id");
                for (int i = 0; i < EVENTS; i++) {
                    published.add(api.publish("memory.created"));
                }
                receiver.await(EVENTS / 4);
                runner.kill();
            }
            Set<String> before = delivered(receiver.requests());
            try (RunnerProcess runner = RunnerProcess.start(leaks, data, Map.of())) {
                Api api = runner.api();
                Instant ready = Instant.now();
                for (String event : published) {
                    JsonNode delivery = api.delivery(webhook, event, "success");
                    assertThat(before.contains(delivery.path("id").asText())
                                    || attempted(receiver, delivery).isBefore(ready.plusSeconds(30)))
                            .as("what was due is attempted within 30 s of READY")
                            .isTrue();
                }
                assertThat(delivered(receiver.requests())).hasSize(EVENTS);
                JsonNode stats = Await.until("the stats are whole", () -> {
                    JsonNode now = api.get("/v1/webhooks/" + webhook + "/stats").json();
                    return now.path("total_deliveries").asInt() == EVENTS ? now : null;
                });
                assertThat(stats.path("successful_deliveries").asInt()).isEqualTo(EVENTS);
                assertThat(runner.terminate()).isZero();
            }
        }
    }

    private static Set<String> delivered(List<Receiver.Request> requests) {
        return requests.stream()
                .map(request -> request.header("x-continuum-delivery"))
                .collect(Collectors.toSet());
    }

    private static Instant attempted(Receiver receiver, JsonNode delivery) {
        return receiver.requests().stream()
                .filter(request -> request.header("x-continuum-delivery")
                        .equals(delivery.path("id").asText()))
                .map(Receiver.Request::at)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void data_and_key_survive_a_clean_restart() {
        String id;
        try (RunnerProcess runner = RunnerProcess.start(leaks, data, Map.of())) {
            id = runner.api()
                    .register("http://127.0.0.1:9/hook", "memory.created", ",\"name\":\"kept\"")
                    .text("id");
            assertThat(runner.terminate()).isZero();
        }
        try (RunnerProcess runner = RunnerProcess.start(leaks, data, Map.of())) {
            assertThat(runner.api().get("/v1/webhooks/" + id).expecting(200).text("name"))
                    .isEqualTo("kept");
        }
    }

    @Test
    void a_wrong_setting_is_one_line_and_exit_code_1() {
        try (RunnerProcess runner = RunnerProcess.start(leaks, data, Map.of("BREAKER_FAILURES", "none"))) {
            assertThat(runner.exitCode()).isEqualTo(1);
            assertThat(runner.output()).isEqualTo("BREAKER_FAILURES must be a whole number from 1");
        }
    }

    @Test
    void a_variable_that_leads_one_service_elsewhere_changes_nothing_without_aws_endpoint_url() {
        Map<String, String> env = Map.of(
                "AWS_ENDPOINT_URL_DYNAMODB", "http://127.0.0.1:1",
                "AWS_ENDPOINT_URL_SQS", "http://127.0.0.1:1",
                "AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:1");
        try (RunnerProcess runner = RunnerProcess.start(leaks, data, env)) {
            runner.api().register("http://127.0.0.1:9/hook", "memory.created", "");
        }
    }
}
