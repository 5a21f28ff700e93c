package io.continuum.webhooks.core.maintenance;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.RateWindow;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.contract.States;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.stats.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RampTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:07.25Z");
    private static final int PLENTY = 100_000;

    private static WebhookState closed(Capacity capacity) {
        return WebhookState.fresh(Webhooks.valid().build().key(), capacity, NOW);
    }

    private static Capacity capacity(int slots, int rate) {
        return new Capacity(slots, rate, Duration.ofSeconds(30));
    }

    private static Ramp plan(WebhookState state, Instant now) {
        return Ramp.plan(state, state.capacity(), PLENTY, now);
    }

    private static List<Long> inSteps(Ramp plan, Instant begin) {
        Map<Long, Long> steps = plan.times().stream()
                .collect(Collectors.groupingBy(
                        time -> Duration.between(begin, time).toSeconds() / 10, TreeMap::new, Collectors.counting()));
        return List.copyOf(steps.values());
    }

    private static WebhookState after(Ramp plan, WebhookState state, int attempts, Duration each) {
        WebhookState next = state.draining(plan.next());
        for (int i = 0; i < attempts; i++) {
            next = next.with(next.stats().plus(new Ending(Ending.Effect.FINISHED, true, each, NOW)));
        }
        return next;
    }

    @Test
    void as_many_as_there_are_slots_go_at_first_and_twice_as_many_every_ten_seconds() {
        Ramp plan = plan(closed(capacity(10, 0)), NOW);

        Instant begin = Instant.parse("2026-11-23T11:00:07Z");
        assertThat(plan.times().subList(0, 10)).containsOnly(begin);
        assertThat(inSteps(plan, begin)).containsExactly(10L, 20L, 40L, 80L, 160L, 320L);
        assertThat(plan.times()).isSorted();
        assertThat(plan.next().released()).isEqualTo(630);
        assertThat(plan.next().plannedUntil()).isEqualTo(begin.plusSeconds(60));
    }

    @Test
    void the_ramp_goes_on_where_it_was_as_far_as_half_of_what_the_slots_carry() {
        WebhookState state = closed(capacity(10, 0));
        Ramp first = plan(state, NOW);

        // Ten slots carry 6,000 requests of 100 ms a minute.
        WebhookState fast = after(first, state, 630, Duration.ofMillis(100));
        Ramp second = plan(fast, NOW.plusSeconds(60));

        assertThat(inSteps(second, Instant.parse("2026-11-23T11:01:07Z"))).containsExactly(640L, 1280L, 1080L);
        assertThat(second.next().released()).isEqualTo(3630);
    }

    @Test
    void nothing_goes_while_what_went_before_takes_all_slots() {
        WebhookState state = closed(capacity(10, 0));
        Ramp first = plan(state, NOW);

        WebhookState busy = after(first, state, 20, Duration.ofSeconds(5));
        busy = busy.with(States.slots(busy, 10), busy.rate());

        assertThat(plan(busy, NOW.plusSeconds(30)).times()).isEmpty();
    }

    @Test
    void slots_whose_holders_must_be_dead_take_nothing() {
        WebhookState state = closed(capacity(10, 0));
        Ramp first = plan(state, NOW);

        WebhookState left = after(first, state, 20, Duration.ofSeconds(5));
        left = left.with(States.slots(left, 10), left.rate());

        assertThat(plan(left, NOW.plusSeconds(60)).times()).isNotEmpty();
    }

    @Test
    void a_receiver_that_answers_slowly_gets_what_its_slots_carry() {
        WebhookState state = closed(capacity(10, 0));
        Ramp first = plan(state, NOW);

        WebhookState slow = after(first, state, 120, Duration.ofSeconds(5));

        assertThat(plan(slow, NOW.plusSeconds(60)).times()).hasSize(60);
    }

    @Test
    void no_clock_minute_gets_more_than_the_rate() {
        WebhookState state = closed(capacity(20, 90));
        Instant now = NOW;
        Map<Long, Integer> minutes = new TreeMap<>();
        for (int tick = 0; tick < 5; tick++) {
            Ramp plan = plan(state, now);
            plan.times().forEach(time -> minutes.merge(time.getEpochSecond() / 60, 1, Integer::sum));
            state = after(plan, state, plan.times().size(), Duration.ofMillis(50));
            now = now.plusSeconds(61);
        }
        assertThat(minutes.values()).allMatch(many -> many <= 90);
        assertThat(minutes.values().stream().skip(1).limit(3)).allMatch(many -> many >= 85);
    }

    @Test
    void of_this_minutes_rate_only_what_is_left_is_used() {
        long minute = NOW.getEpochSecond() / 60;
        WebhookState state = closed(capacity(20, 60)).with(List.of(), new RateWindow(minute, 50));

        List<Instant> times = plan(state, NOW).times();

        assertThat(times)
                .filteredOn(time -> time.getEpochSecond() / 60 == minute)
                .hasSize(10);
    }

    @Test
    void a_plan_that_is_being_carried_out_is_known() {
        WebhookState state = closed(capacity(10, 0));
        WebhookState planned = state.draining(plan(state, NOW).next());

        assertThat(Ramp.underWay(state, NOW)).isFalse();
        assertThat(Ramp.underWay(planned, NOW.plusSeconds(10))).isTrue();
        assertThat(Ramp.underWay(planned, NOW.plusSeconds(40))).isFalse();
    }
}
