package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Operational;
import io.continuum.webhooks.core.id.EventId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a webhook of which nothing but failures come: spec.md §5. */
class AutoDisableTest {
    private static final Duration STEP = Duration.ofHours(6);

    private final DeliveryWorld world = new DeliveryWorld();
    private int made;

    @Test
    void five_days_of_nothing_but_failures_disable_it_with_a_warning_at_half_time() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        failFor(Duration.ofDays(5));
        assertThat(about("webhook.failing")).hasSize(1);
        JsonNode warning = about("webhook.failing").getFirst();
        assertThat(warning.path("failing_since").asText()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(warning.path("disabled_after").asText()).isEqualTo("2026-11-28T10:00:00Z");
        assertThat(warning.path("failures").asInt()).isEqualTo(10);
        assertThat(world.current().active()).isTrue();

        failFor(STEP);
        assertThat(world.current().active()).isFalse();
        assertThat(world.current().disabledReason()).isEqualTo("failing");
        assertThat(about("webhook.disabled"))
                .singleElement()
                .satisfies(
                        data -> assertThat(data.path("failing_since").asText()).isEqualTo("2026-11-23T10:00:00Z"));
    }

    @Test
    void one_success_starts_it_all_over() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        failFor(Duration.ofDays(4));
        world.receiver = _ -> DeliveryWorld.answered(200);
        failFor(STEP);
        world.receiver = _ -> DeliveryWorld.answered(500);
        failFor(Duration.ofDays(4));
        assertThat(world.current().active()).isTrue();
        assertThat(about("webhook.failing")).hasSize(2);
        assertThat(about("webhook.failing").get(0))
                .isNotEqualTo(about("webhook.failing").get(1));
    }

    @Test
    void enabling_it_again_gives_it_another_five_days() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        failFor(Duration.ofDays(5).plus(STEP));
        assertThat(world.current().active()).isFalse();
        world.enable();
        assertThat(world.state().stats().failingSince()).isNull();
        failFor(Duration.ofDays(5));
        assertThat(world.current().active()).isTrue();
        failFor(STEP);
        assertThat(world.current().active()).isFalse();
        assertThat(about("webhook.disabled")).hasSize(2);
    }

    @Test
    void a_success_that_was_counted_meanwhile_keeps_it_enabled() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        failFor(Duration.ofDays(5));
        world.receiver = _ -> {
            // Another worker's success is settled while this attempt is under way.
            var state = world.state();
            world.ports().states().swap(state, state.with(state.stats().restarted()));
            return DeliveryWorld.answered(500);
        };
        failFor(STEP);
        assertThat(world.current().active()).isTrue();
        assertThat(about("webhook.disabled")).isEmpty();
    }

    @Test
    void a_warning_that_could_not_be_sent_is_sent_by_the_redelivery() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        failFor(Duration.ofHours(54));
        world.clock.advance(STEP);
        world.eventsQueueDown = true;
        DeliveryTask task = fresh();
        assertThat(world.deliver(task)).isNotEmpty();
        world.eventsQueueDown = false;
        world.redeliver(task);
        world.redeliver(task);
        assertThat(warnings()).hasSize(1);
    }

    @Test
    void what_fails_at_the_same_time_warns_as_one_event() {
        world.receiver = _ -> DeliveryWorld.answered(500);
        failFor(Duration.ofHours(54));
        var state = world.state();
        world.ports().states().swap(state, state.with(Breaker.closed()));
        world.clock.advance(STEP);
        world.deliver(Stream.generate(this::fresh).limit(4).toArray(DeliveryTask[]::new));
        assertThat(warnings()).hasSize(1);
    }

    /** One attempt now and one after every step, the last one a step before {@code time} is over. */
    private void failFor(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
            world.deliver(fresh());
            world.queued.clear();
            world.clock.advance(STEP);
        }
    }

    private DeliveryTask fresh() {
        DeliveryTask first = world.task(++made);
        return first.next(1, world.clock.instant(), world.clock.instant());
    }

    /** Returns the ids of the warnings. */
    private Set<EventId> warnings() {
        return world.reports.stream()
                .filter(event -> event.type().equals(Operational.WEBHOOK_FAILING))
                .map(Event::id)
                .collect(Collectors.toSet());
    }

    private List<JsonNode> about(String type) {
        return world.reports.stream()
                .filter(event -> event.type().name().equals(type))
                .map(event -> event.data().node())
                .toList();
    }
}
