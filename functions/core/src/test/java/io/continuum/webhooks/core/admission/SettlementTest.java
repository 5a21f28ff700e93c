package io.continuum.webhooks.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.admission.Settlement.Result;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Ending;
import io.continuum.webhooks.core.stats.Ending.Effect;
import io.continuum.webhooks.core.stats.Hour;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettlementTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");
    private static final WebhookKey KEY = new WebhookKey(new TenantId("acme"), WebhookId.make(NOW, new Random(1)));
    private static final Breaker.Settings RULES = new Breaker.Settings(5, Duration.ofMinutes(5));

    @Test
    void gives_the_slots_back_and_counts() {
        WebhookState state = withSlots(3);
        Settlement settlement = settle(state, results(state, true, false, true));
        assertThat(settlement.next().slots()).isEmpty();
        assertThat(settlement.next().stats().successful()).isEqualTo(2);
        assertThat(settlement.next().stats().failed()).isEqualTo(1);
        assertThat(settlement.next().breaker()).isEqualTo(Breaker.closed());
    }

    @Test
    void moves_the_breaker_in_the_order_given() {
        WebhookState state = withSlots(6);
        assertThat(settle(state, results(state, false, false, false, false, false, true))
                        .next()
                        .breaker())
                .as("the sixth was admitted before it opened")
                .isInstanceOf(Breaker.Open.class);
        assertThat(settle(state, results(state, true, false, false, false, false, false))
                        .next()
                        .breaker())
                .isInstanceOf(Breaker.Open.class);
        assertThat(settle(state, results(state, false, false, false, true, false, false))
                        .next()
                        .breaker())
                .isEqualTo(new Breaker.Closed(2));
    }

    @Test
    void counts_what_arrives_after_the_breaker_opened_but_leaves_the_breaker_alone() {
        WebhookState state = withSlots(1);
        WebhookState open = state.with(new Breaker.Open(NOW, NOW.plusSeconds(300), 1));
        Settlement settlement = settle(open, List.of(result(state, 0, true)));
        assertThat(settlement.next().breaker()).isEqualTo(open.breaker());
        assertThat(settlement.next().stats().successful()).isEqualTo(1);
    }

    @Test
    void counts_nothing_for_a_slot_that_somebody_else_settled() {
        WebhookState state = withSlots(1);
        WebhookState settled = settle(state, results(state, true)).next();
        assertThat(settle(settled, results(state, true)).next()).isEqualTo(settled);
    }

    @Test
    void gives_a_probe_back_that_got_no_answer() {
        WebhookState half = withSlots(1).with(new Breaker.HalfOpen(NOW, NOW.plusSeconds(40), 2));
        Result none = new Result(half.slots().getFirst(), half.epoch(), null);
        assertThat(settle(half, List.of(none)).next().breaker()).isEqualTo(new Breaker.Open(NOW, NOW, 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"GIVEN_UP", "GIVEN_UP_RETRYING", "DROPPED", "DROPPED_RETRYING"})
    void leaves_a_breaker_alone_where_nothing_is_said_about_the_receiver(Effect effect) {
        WebhookState state = withSlots(1).with(new Breaker.Closed(4));
        Ending ending = new Ending(effect, false, Duration.ZERO, NOW);
        Settlement settlement = settle(state, List.of(new Result(state.slots().getFirst(), state.epoch(), ending)));
        assertThat(settlement.next().breaker()).isEqualTo(new Breaker.Closed(4));
        assertThat(settlement.next().slots()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"GIVEN_UP", "DROPPED"})
    void gives_a_probe_back_that_said_nothing_about_the_receiver(Effect effect) {
        WebhookState half = withSlots(1).with(new Breaker.HalfOpen(NOW, NOW.plusSeconds(40), 2));
        Ending ending = new Ending(effect, false, Duration.ZERO, NOW);
        Result result = new Result(half.slots().getFirst(), half.epoch(), ending);
        assertThat(settle(half, List.of(result)).next().breaker()).isEqualTo(new Breaker.Open(NOW, NOW, 2));
    }

    @Test
    void hands_over_the_hour_that_is_over() {
        WebhookState state = settle(withSlots(1), results(withSlots(1), true)).next();
        Hour counted = state.stats().hour();
        WebhookState later = state.with(withSlots(1).slots(), state.rate());
        Ending ending = new Ending(Effect.FINISHED, true, Duration.ofMillis(7), NOW.plus(Duration.ofHours(1)));
        Settlement settlement = settle(later, List.of(new Result(later.slots().getFirst(), later.epoch(), ending)));
        assertThat(settlement.overHour()).isEqualTo(counted);
        assertThat(settlement.next().stats().hour().total()).isEqualTo(1);
        assertThat(settlement.next().stats().successful()).isEqualTo(2);
    }

    private static Settlement settle(WebhookState state, List<Result> results) {
        return Settlement.settle(state, results, RULES, NOW);
    }

    private static WebhookState withSlots(int count) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DeliveryId id = DeliveryId.of(new EventId("evt-" + i), NOW, KEY.webhook());
            slots.add(new Slot(id, 1, NOW.plusSeconds(40)));
        }
        WebhookState fresh = WebhookState.fresh(KEY, new Capacity(10, 0, Duration.ofSeconds(30)), NOW);
        return fresh.with(slots, fresh.rate());
    }

    private static List<Result> results(WebhookState state, boolean... successes) {
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < successes.length; i++) {
            results.add(result(state, i, successes[i]));
        }
        return results;
    }

    private static Result result(WebhookState state, int slot, boolean success) {
        Ending ending = new Ending(Effect.FINISHED, success, Duration.ofMillis(5), NOW);
        return new Result(state.slots().get(slot), state.epoch(), ending);
    }
}
