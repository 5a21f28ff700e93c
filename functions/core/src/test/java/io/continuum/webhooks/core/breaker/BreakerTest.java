package io.continuum.webhooks.core.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Breaker.Settings SETTINGS = new Breaker.Settings(5, Duration.ofMinutes(5));

    @Test
    void opens_at_the_fifth_consecutive_failure() {
        Breaker breaker = failing(4);
        assertThat(breaker).isEqualTo(new Breaker.Closed(4));
        assertThat(breaker.afterFailure(SETTINGS, NOW)).isEqualTo(new Breaker.Open(NOW, NOW.plusSeconds(300), 1));
    }

    @Test
    void starts_counting_anew_after_a_success() {
        assertThat(failing(4).afterSuccess().afterFailure(SETTINGS, NOW)).isEqualTo(new Breaker.Closed(1));
    }

    @Test
    void stays_open_whatever_older_requests_come_to() {
        Breaker open = failing(5);
        assertThat(open.afterSuccess()).isEqualTo(open);
        assertThat(open.afterFailure(SETTINGS, NOW.plusSeconds(10))).isEqualTo(open);
    }

    @Test
    void closes_when_the_probe_succeeds() {
        Breaker probing = failing(5).probing(NOW.plusSeconds(300), NOW.plusSeconds(340));
        assertThat(probing).isEqualTo(new Breaker.HalfOpen(NOW, NOW.plusSeconds(340), 1));
        assertThat(probing.afterSuccess()).isEqualTo(Breaker.closed());
    }

    @Test
    void opens_again_when_the_probe_fails_and_counts_the_openings() {
        Instant later = NOW.plusSeconds(301);
        Breaker again = failing(5).probing(NOW.plusSeconds(300), later).afterFailure(SETTINGS, later);
        assertThat(again).isEqualTo(new Breaker.Open(NOW, later.plusSeconds(300), 2));
    }

    @Test
    void lets_the_next_one_probe_when_a_probe_ends_without_an_answer() {
        Breaker probing = failing(5).probing(NOW.plusSeconds(300), NOW.plusSeconds(340));
        Instant later = NOW.plusSeconds(310);
        assertThat(probing.afterProbeReturned(later)).isEqualTo(new Breaker.Open(NOW, later, 1));
    }

    @Test
    void is_another_kind_only_when_its_state_changes() {
        assertThat(failing(1).changedTo(failing(2))).isFalse();
        assertThat(failing(4).changedTo(failing(5))).isTrue();
    }

    private static Breaker failing(int times) {
        Breaker breaker = Breaker.closed();
        for (int i = 0; i < times; i++) {
            breaker = breaker.afterFailure(SETTINGS, NOW);
        }
        return breaker;
    }
}
