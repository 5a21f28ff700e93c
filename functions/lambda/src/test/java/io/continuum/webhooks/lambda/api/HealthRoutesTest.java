package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.health.QueueDepths;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.tenant.Scope;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRoutesTest {
    private final ApiWorld world = ApiWorld.quiet();

    @Test
    void without_a_key_only_the_status_is_told() {
        Answer health = world.nobody().get("/webhooks/health");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void a_key_that_may_read_sees_the_numbers() {
        assertThat(world.client("acme").get("/webhooks/health").text())
                .isEqualTo("{\"status\":\"ok\",\"queue_depth\":{\"high\":3,\"normal\":20,\"low\":1},"
                        + "\"oldest_message_age_seconds\":12,\"dlq_size\":4}");
    }

    @Test
    void a_key_that_may_not_read_sees_the_status_only() {
        Client publisher = world.client("acme", Set.of(Scope.EVENTS_WRITE));

        assertThat(publisher.get("/webhooks/health").text()).isEqualTo("{\"status\":\"ok\"}");
    }

    @Test
    void a_bad_key_is_refused_here_too() {
        Answer refused = new Client(world.handler, "not-a-key-of-anybody").get("/webhooks/health");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("invalid_key");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 300, 100, ok, 200",
        "1001, 0, 0, degraded, 200",
        "0, 301, 0, degraded, 200",
        "0, 0, 101, degraded, 200",
        "10000, 9999, 9999, degraded, 200",
        "10001, 0, 0, unhealthy, 503",
    })
    void the_status_follows_from_the_numbers(long depth, long age, long dead, String status, int code) {
        world.depths.set(() -> new QueueDepths.Depths(depth, 0, 0, Duration.ofSeconds(age), dead));

        Answer health = world.nobody().get("/webhooks/health");

        assertThat(health.at("/status").asText()).isEqualTo(status);
        assertThat(health.status()).isEqualTo(code);
    }

    @Test
    void an_age_that_is_not_known_is_null() {
        world.depths.set(() -> new QueueDepths.Depths(0, 0, 0, null, 0));

        Answer health = world.client("acme").get("/webhooks/health");

        assertThat(health.at("/status").asText()).isEqualTo("ok");
        assertThat(health.at("/oldest_message_age_seconds").isNull()).isTrue();
    }

    @Test
    void a_service_that_does_not_answer_makes_it_unhealthy() {
        world.depths.set(() -> {
            throw new Unavailable("sqs.GetQueueAttributes");
        });

        Answer health = world.client("acme").get("/webhooks/health");

        assertThat(health.status()).isEqualTo(503);
        assertThat(health.text()).isEqualTo("{\"status\":\"unhealthy\"}");
    }

    @Test
    void health_is_never_taken_for_a_webhook() {
        assertThat(world.client("acme").delete("/webhooks/health").status()).isEqualTo(405);
        assertThat(world.client("acme").get("/webhooks/health/stats").status()).isEqualTo(404);
    }
}
