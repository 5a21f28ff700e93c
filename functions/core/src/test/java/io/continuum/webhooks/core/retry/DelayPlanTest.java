package io.continuum.webhooks.core.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DelayPlanTest {
    private static final Instant NOW = Instant.parse("2025-12-06T12:00:00.400Z");
    private static final Duration MAX = DelayPlan.MAX_QUEUE_DELAY;

    @ParameterizedTest
    @CsvSource(textBlock = """
                    PT-1H,       0,   false
                    PT0S,        0,   false
                    PT0.000000001S, 1, false
                    PT0.4S,      1,   false
                    PT1S,        1,   false
                    PT1.001S,    2,   false
                    PT899.5S,    900, false
                    PT15M,       900, false
                    PT900.001S,  900, true
                    PT30M,       900, true
                    PT72H,       900, true
                    """)
    void holds_back_in_whole_seconds_and_never_too_short(Duration left, int seconds, boolean hop) {
        assertThat(DelayPlan.of(NOW, NOW.plus(left), MAX)).isEqualTo(new DelayPlan(seconds, hop));
    }

    @Test
    void half_an_hour_takes_two_hops_and_comes_on_time() {
        assertThat(hops(Duration.ofMinutes(30), MAX)).containsExactly(900, 900);
    }

    @Test
    void an_operator_may_shorten_the_hops() {
        assertThat(hops(Duration.ofSeconds(25), Duration.ofSeconds(10))).containsExactly(10, 10, 5);
    }

    @Test
    void the_furthest_future_is_only_a_hop_away() {
        assertThat(DelayPlan.of(Instant.MIN, Instant.MAX, MAX)).isEqualTo(new DelayPlan(900, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.9S", "PT-1S", "PT900.1S", "PT1H"})
    void a_queue_holds_for_1_to_900_seconds(Duration max) {
        assertThatIllegalArgumentException().isThrownBy(() -> DelayPlan.of(NOW, NOW, max));
    }

    private static List<Integer> hops(Duration left, Duration max) {
        var delays = new ArrayList<Integer>();
        var now = NOW;
        while (now.isBefore(NOW.plus(left))) {
            var plan = DelayPlan.of(now, NOW.plus(left), max);
            delays.add(plan.delaySeconds());
            now = now.plusSeconds(plan.delaySeconds());
            assertThat(plan.hop()).isEqualTo(now.isBefore(NOW.plus(left)));
        }
        return delays;
    }
}
