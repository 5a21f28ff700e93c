package io.continuum.webhooks.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.stats.Ending.Effect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailingTest {
    private static final Instant FIRST = Instant.parse("2026-11-23T10:00:00Z");

    @Test
    void warns_once_at_half_time_and_disables_after_five_days() {
        Stats stats = Stats.empty(FIRST);
        int warnings = 0;
        for (int hour = 0; hour < 120; hour++) {
            Instant failure = FIRST.plus(Duration.ofHours(hour));
            assertThat(Failing.disables(stats, failure)).as("hour " + hour).isFalse();
            boolean warned = Failing.warns(stats, failure);
            assertThat(warned).as("hour " + hour).isEqualTo(hour == 60);
            warnings += warned ? 1 : 0;
            stats = stats.plus(failure(failure));
        }
        assertThat(warnings).isEqualTo(1);
        assertThat(Failing.disables(stats, FIRST.plus(Failing.LIMIT))).isTrue();
        assertThat(Failing.disables(stats, FIRST.plus(Failing.LIMIT).minusMillis(1)))
                .isFalse();
    }

    @Test
    void the_first_failure_starts_the_clock() {
        Stats stats = Stats.empty(FIRST);
        assertThat(Failing.since(stats, FIRST)).isEqualTo(FIRST);
        assertThat(Failing.disables(stats, FIRST)).isFalse();
        assertThat(Failing.warns(stats, FIRST)).isFalse();
    }

    @Test
    void a_success_stops_the_clock() {
        Instant day = FIRST.plus(Duration.ofDays(1));
        Stats stats =
                Stats.empty(FIRST).plus(failure(FIRST)).plus(new Ending(Effect.FINISHED, true, Duration.ZERO, day));
        Instant later = FIRST.plus(Failing.LIMIT);
        assertThat(stats.failingSince()).isNull();
        assertThat(Failing.disables(stats, later)).isFalse();
        assertThat(Failing.since(stats, later)).isEqualTo(later);
    }

    @Test
    void one_old_failure_and_one_new_one_disable_nothing() {
        Stats stats = Stats.empty(FIRST).plus(failure(FIRST));
        Instant weekLater = FIRST.plus(Duration.ofDays(7));
        assertThat(Failing.disables(stats, weekLater)).isFalse();
        assertThat(Failing.warns(stats, weekLater)).isFalse();
        Stats after = stats.plus(failure(weekLater));
        assertThat(after.failingSince()).isEqualTo(weekLater);
        assertThat(after.streak()).as("still two in a row").isEqualTo(2);
    }

    @Test
    void one_failure_a_day_is_enough_to_be_disabled() {
        Stats stats = Stats.empty(FIRST);
        for (int day = 0; day < 5; day++) {
            stats = stats.plus(failure(FIRST.plus(Duration.ofDays(day))));
        }
        assertThat(Failing.disables(stats, FIRST.plus(Duration.ofDays(5)))).isTrue();
    }

    @Test
    void enabling_again_stops_the_clock_and_keeps_the_totals() {
        Stats stats = Stats.empty(FIRST).plus(failure(FIRST));
        Stats restarted = stats.restarted();
        assertThat(restarted.failingSince()).isNull();
        assertThat(restarted.failed()).isEqualTo(1);
        assertThat(restarted.streak()).isEqualTo(1);
        assertThat(restarted.lastFailureAt()).isEqualTo(FIRST);
        assertThat(Failing.disables(restarted, FIRST.plus(Failing.LIMIT))).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"GIVEN_UP", "GIVEN_UP_RETRYING", "DROPPED", "DROPPED_RETRYING"})
    void what_says_nothing_about_the_receiver_does_not_start_the_clock(Effect effect) {
        Stats stats = Stats.empty(FIRST).plus(new Ending(effect, false, Duration.ZERO, FIRST));
        assertThat(stats.failingSince()).isNull();
        assertThat(stats.streak()).isZero();
        assertThat(stats.lastTriggeredAt()).isNull();
    }

    private static Ending failure(Instant at) {
        return new Ending(Effect.FINISHED, false, Duration.ZERO, at);
    }
}
