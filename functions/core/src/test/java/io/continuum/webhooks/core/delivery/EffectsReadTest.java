package io.continuum.webhooks.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.fake.Deliveries;
import io.continuum.webhooks.core.stats.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted for a worker that died between recording and settling is what it would have counted. */
class EffectsReadTest {
    private static final Instant NOW = Deliveries.STARTED;
    private final Delivery first = Deliveries.first(Deliveries.freshWebhook(), "evt-1");

    private static Attempt attempt(int number, boolean succeeded) {
        int code = succeeded ? 200 : 500;
        String error = succeeded ? null : "HTTP 500";
        Instant at = NOW.plusSeconds(number);
        return new Attempt(number, at, Duration.ofMillis(5), List.of(), code, "", false, error, null);
    }

    private static Delivery after(Delivery before, boolean succeeded) {
        Status stays = before.status() == Status.DEAD_LETTER && succeeded ? Status.SUCCESS : before.status();
        return before.attempted(attempt(before.attempts() + 1, succeeded), stays, null);
    }

    @Test
    void a_success_that_is_retried_by_hand_is_never_revived() {
        Delivery success = first.attempted(attempt(1, true), Status.SUCCESS, null);
        Delivery failedByHand = after(success, false);
        Delivery again = after(failedByHand, true);

        assertThat(Effects.read(failedByHand, 2)).extracting(Ending::effect).isEqualTo(Ending.Effect.UNCHANGED);
        assertThat(Effects.read(again, 3))
                .extracting(Ending::effect)
                .isEqualTo(Effects.of(failedByHand, again.status()))
                .isEqualTo(Ending.Effect.UNCHANGED);
    }

    @Test
    void a_dead_letter_is_revived_once() {
        Delivery dead = first.attempted(attempt(1, false), Status.DEAD_LETTER, Reason.EXHAUSTED);
        Delivery stillDead = after(dead, false);
        Delivery revived = after(stillDead, true);

        assertThat(Effects.read(stillDead, 2)).extracting(Ending::effect).isEqualTo(Ending.Effect.UNCHANGED);
        assertThat(Effects.read(revived, 3)).extracting(Ending::effect).isEqualTo(Ending.Effect.REVIVED);
    }
}
