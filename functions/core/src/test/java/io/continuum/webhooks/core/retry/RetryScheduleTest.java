package io.continuum.webhooks.core.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.continuum.webhooks.core.retry.RetrySchedule.Exponential;
import io.continuum.webhooks.core.retry.RetrySchedule.Steps;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RetryScheduleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvFileSource(resources = "/vectors/retry-schedules.csv", useHeadersInDisplayName = true)
    void every_format_has_the_schedule_of_the_specification(String format, String delays, Duration total) {
        var schedule = Presets.of(format).orElseThrow();

        assertThat(delaysOf(schedule))
                .containsExactlyElementsOf(Stream.of(delays.split(" "))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .toList());
        assertThat(schedule.total()).isEqualTo(total);
    }

    @Test
    void there_is_no_schedule_for_an_unknown_format() {
        assertThat(Presets.of("Continuum")).isEmpty();
        assertThat(Presets.of("")).isEmpty();
    }

    @Test
    void there_is_no_delay_beyond_the_last_attempt() {
        assertThat(Presets.CONTINUUM.delayBefore(7)).isEmpty();
        assertThat(Presets.LANONASIS.delayBefore(4)).isEmpty();
    }

    @Test
    void attempts_count_from_one() {
        assertThatIllegalArgumentException().isThrownBy(() -> Presets.CONTINUUM.delayBefore(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Presets.LANONASIS.delayBefore(0));
    }

    @Test
    void exponential_delays_grow_up_to_the_limit() {
        var schedule = new Exponential(20, SECOND, 10, Duration.ofHours(1));

        assertThat(delaysOf(schedule).subList(0, 7))
                .containsExactly(
                        Duration.ZERO,
                        SECOND,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(100),
                        Duration.ofSeconds(1000),
                        Duration.ofHours(1),
                        Duration.ofHours(1));
    }

    @Test
    void a_power_beyond_the_doubles_is_still_limited() {
        var schedule = new Exponential(20, SECOND, 1e300, Duration.ofSeconds(7));

        assertThat(schedule.delayBefore(20)).contains(Duration.ofSeconds(7));
    }

    @Test
    void no_initial_delay_is_no_delay_at_all() {
        var schedule = new Exponential(20, Duration.ZERO, 1e300, Duration.ofSeconds(7));

        assertThat(schedule.total()).isZero();
    }

    @Test
    void a_schedule_can_be_cut() {
        assertThat(delaysOf(Presets.CONTINUUM.limitedTo(2))).containsExactly(Duration.ZERO, SECOND);
        assertThat(Presets.LANONASIS.limitedTo(2).maxAttempts()).isEqualTo(2);
    }

    @Test
    void cutting_never_prolongs() {
        assertThat(Presets.CONTINUUM.limitedTo(20)).isEqualTo(Presets.CONTINUUM);
        assertThat(Presets.LANONASIS.limitedTo(20)).isEqualTo(Presets.LANONASIS);
    }

    @Test
    void there_are_1_to_20_attempts() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Steps(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Steps(Collections.nCopies(21, SECOND)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(0, SECOND, 2, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(21, SECOND, 2, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> Presets.CONTINUUM.limitedTo(0));
    }

    @Test
    void all_delays_together_are_at_most_4_days() {
        var twoDays = Duration.ofDays(2);

        assertThat(new Steps(List.of(twoDays, twoDays)).total()).isEqualTo(Duration.ofDays(4));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Steps(List.of(twoDays, twoDays, Duration.ofMillis(1))));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(4, twoDays, 1, twoDays));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Steps(Collections.nCopies(2, Duration.ofSeconds(Long.MAX_VALUE))));
    }

    @Test
    void time_and_multiplier_do_not_go_backwards() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Steps(List.of(SECOND.negated())));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(2, SECOND.negated(), 2, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(2, SECOND, 0.9, SECOND));
        assertThatIllegalArgumentException().isThrownBy(() -> new Exponential(2, SECOND, Double.NaN, SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Exponential(2, SECOND, Double.POSITIVE_INFINITY, SECOND));
    }

    private static List<Duration> delaysOf(RetrySchedule schedule) {
        return IntStream.rangeClosed(1, schedule.maxAttempts())
                .mapToObj(attempt -> schedule.delayBefore(attempt).orElseThrow())
                .toList();
    }
}
