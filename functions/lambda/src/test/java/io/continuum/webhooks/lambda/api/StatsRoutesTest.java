package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Hour;
import io.continuum.webhooks.core.stats.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatsRoutesTest {
    private static final Instant HALF_PAST = ApiWorld.NOON.plusSeconds(1_800);

    private final ApiWorld world = ApiWorld.quiet();
    private final Client client = world.client("acme");

    @BeforeEach
    void one_webhook() {
        client.post("/webhooks", "{\"url\": \"https://a.example/\", \"events\": [\"*\"], \"uid\": \"lamp\"}");
        world.now.set(HALF_PAST);
    }

    @Test
    void a_new_webhook_has_zeros() {
        JsonNode stats = client.get("/webhooks/lamp/stats").json();

        assertThat(stats.path("total_deliveries").intValue()).isZero();
        assertThat(stats.path("pending").intValue()).isZero();
        assertThat(stats.path("success_rate").toString()).isEqualTo("0.0");
        assertThat(stats.path("avg_duration_ms").toString()).isEqualTo("0.0");
        assertThat(stats.path("last_24h_success_rate").toString()).isEqualTo("0.0");
        assertThat(stats.path("series")).hasSize(24);
        assertThat(stats.at("/series/0/hour").asText()).isEqualTo("2025-12-05T13:00:00Z");
        assertThat(stats.at("/series/23/hour").asText()).isEqualTo("2025-12-06T12:00:00Z");
    }

    /** Seed 001, "Delivery Statistics". */
    @Test
    void the_numbers_are_those_of_the_seed() {
        Hour running = new Hour(ApiWorld.NOON, 100, 1, 10_100);
        state(new Stats(1_200, 50, 7, 156_875, 0, running, null, null, null, null, 0));
        Hour kept = new Hour(ApiWorld.NOON.minus(Duration.ofHours(23)), 47, 2, 4_900);
        world.history.keep(key(), kept);
        world.history.keep(key(), new Hour(ApiWorld.NOON.minus(Duration.ofHours(24)), 1_000, 0, 1));

        JsonNode stats = client.get("/webhooks/lamp/stats").json();

        assertThat(stats.path("total_deliveries").intValue()).isEqualTo(1_250);
        assertThat(stats.path("successful_deliveries").intValue()).isEqualTo(1_200);
        assertThat(stats.path("failed_deliveries").intValue()).isEqualTo(50);
        assertThat(stats.path("pending").intValue()).isEqualTo(7);
        assertThat(stats.path("success_rate").toString()).isEqualTo("96.0");
        assertThat(stats.path("avg_duration_ms").toString()).isEqualTo("125.5");
        assertThat(stats.path("last_24h_deliveries").intValue()).isEqualTo(150);
        assertThat(stats.path("last_24h_success_rate").toString()).isEqualTo("98.0");
        assertThat(stats.at("/series/0").toString())
                .isEqualTo("{\"hour\":\"2025-12-05T13:00:00Z\",\"successful_deliveries\":47,"
                        + "\"failed_deliveries\":2,\"avg_duration_ms\":100.0}");
        assertThat(stats.at("/series/23/successful_deliveries").intValue()).isEqualTo(100);
    }

    @Test
    void an_hour_that_is_kept_and_still_in_the_state_counts_once() {
        Hour over = new Hour(ApiWorld.NOON.minus(Duration.ofHours(2)), 3, 1, 40);
        state(new Stats(3, 1, 0, 40, 0, over, null, null, null, null, 0));
        world.history.keep(key(), over);

        assertThat(client.get("/webhooks/lamp/stats").at("/last_24h_deliveries").intValue())
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "5, 0, 5", "0, 3, 3", "2, 3, 5", "0, 300, 300"})
    void what_waits_after_a_failure_is_pending_once(int retried, int untried, int pending) {
        state(new Stats(0, 0, retried, 0, retried, Hour.of(HALF_PAST), null, null, null, null, 0));
        for (int i = 0; i < retried + untried; i++) {
            park(i, i < retried ? 1 : 0);
        }

        assertThat(client.get("/webhooks/lamp/stats").at("/pending").intValue()).isEqualTo(pending);
    }

    @ParameterizedTest
    @CsvSource({"true, open", "false, half_open"})
    void a_breaker_that_is_not_closed_says_since_when(boolean open, String name) {
        Instant until = HALF_PAST.plusSeconds(300);
        WebhookState state = world.states.load(key()).orElseThrow();
        Breaker breaker = open ? new Breaker.Open(HALF_PAST, until, 1) : new Breaker.HalfOpen(HALF_PAST, until, 1);
        world.states.swap(state, state.with(breaker));

        for (String path : List.of("/webhooks/lamp/stats", "/webhooks/lamp")) {
            JsonNode json = client.get(path).at("/breaker");
            assertThat(json.path("state").asText()).isEqualTo(name);
            assertThat(json.path("opened_at").asText()).isEqualTo("2025-12-06T12:30:00Z");
            assertThat(json.path("next_probe_at").isNull()).isNotEqualTo(open);
        }
    }

    @Test
    void a_webhook_shows_what_its_deliveries_made_of_it() {
        state(new Stats(1, 2, 0, 9, 2, Hour.of(HALF_PAST), HALF_PAST, ApiWorld.NOON, HALF_PAST, HALF_PAST, 2));

        JsonNode webhook = client.get("/webhooks").at("/webhooks/0");

        assertThat(webhook.path("failure_count").intValue()).isEqualTo(2);
        assertThat(webhook.path("last_triggered_at").asText()).isEqualTo("2025-12-06T12:30:00Z");
        assertThat(webhook.path("last_success_at").asText()).isEqualTo("2025-12-06T12:00:00Z");
        assertThat(webhook.path("last_failure_at").asText()).isEqualTo("2025-12-06T12:30:00Z");
    }

    private WebhookKey key() {
        return world.webhooks.all(new TenantId("acme")).getFirst().key();
    }

    private void state(Stats stats) {
        WebhookState state = world.states.load(key()).orElseThrow();
        world.states.swap(state, state.with(stats));
    }

    private void park(int number, int attempts) {
        Event event = Events.valid().tenant("acme").id("evt_" + number).build();
        DeliveryId id = DeliveryId.of(event.id(), event.acceptedAt(), key().webhook());
        Delivery first = Delivery.first(DeliveryTask.first(new DeliveryKey(key(), id), event, ApiWorld.NOON, false));
        Delivery known = new Delivery(
                first.key(),
                first.eventId(),
                first.eventType(),
                first.priority(),
                first.createdAt(),
                attempts == 0 ? Status.PENDING : Status.FAILED,
                attempts,
                null,
                null,
                List.of(),
                null);
        Waiting waiting = new Waiting(attempts + 1, WaitReason.BREAKER, HALF_PAST, HALF_PAST, true);
        world.waiting.put(known.waitingFor(waiting));
    }
}
