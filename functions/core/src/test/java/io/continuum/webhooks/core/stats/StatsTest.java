package io.continuum.webhooks.core.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.stats.Ending.Effect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StatsTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:30Z");

    @Test
    void follows_a_delivery_through_retries_to_its_end() {
        Stats stats = Stats.empty(NOW)
                .plus(ending(Effect.STARTED_RETRYING, false))
                .plus(ending(Effect.STILL_RETRYING, false));
        assertThat(stats.retrying()).isEqualTo(1);
        assertThat(stats.successful() + stats.failed()).isZero();
        assertThat(stats.streak()).isEqualTo(2);
        Stats ended = stats.plus(ending(Effect.FINISHED_RETRYING, true));
        assertThat(ended.retrying()).isZero();
        assertThat(ended.successful()).isEqualTo(1);
        assertThat(ended.streak()).isZero();
        assertThat(ended.failingSince()).isNull();
    }

    @Test
    void moves_a_dead_letter_to_the_successes_when_a_retry_by_hand_revives_it() {
        Stats stats = Stats.empty(NOW).plus(ending(Effect.FINISHED, false)).plus(ending(Effect.REVIVED, true));
        assertThat(stats.successful()).isEqualTo(1);
        assertThat(stats.failed()).isZero();
        assertThat(stats.hour().successful()).isEqualTo(1);
        assertThat(stats.hour().failed()).isZero();
    }

    @Test
    void counts_every_request_whatever_it_did_to_its_delivery() {
        Stats stats = Stats.empty(NOW);
        for (Effect effect : Effect.values()) {
            stats = stats.plus(ending(effect, effect == Effect.REVIVED));
        }
        assertThat(stats.attempts())
                .as("all but what was given up without a request")
                .isEqualTo(Effect.values().length - 2);
    }

    @Test
    void remembers_since_when_everything_fails() {
        Stats failing = Stats.empty(NOW)
                .plus(new Ending(Effect.FINISHED, false, Duration.ZERO, NOW))
                .plus(new Ending(Effect.FINISHED, false, Duration.ZERO, NOW.plusSeconds(60)));
        assertThat(failing.failingSince()).isEqualTo(NOW);
        assertThat(failing.lastFailureAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(failing.lastSuccessAt()).isNull();
    }

    @Test
    void counts_each_hour_by_itself() {
        Stats stats = Stats.empty(NOW)
                .plus(ending(Effect.FINISHED, true))
                .plus(new Ending(Effect.FINISHED, true, Duration.ofMillis(9), NOW.plus(Duration.ofHours(2))));
        assertThat(stats.hour().start()).isEqualTo(Instant.parse("2026-11-23T12:00:00Z"));
        assertThat(stats.hour().successful()).isEqualTo(1);
        assertThat(stats.hour().durationMs()).isEqualTo(9);
        assertThat(stats.successful()).isEqualTo(2);
    }

    private static Ending ending(Effect effect, boolean success) {
        return new Ending(effect, success, Duration.ofMillis(5), NOW);
    }
}
