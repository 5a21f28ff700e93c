package io.continuum.webhooks.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JitterTest {
    private static final long SEED = 11;

    @ParameterizedTest
    @ValueSource(longs = {0, 500, 1000, 5000, 9999})
    void below_10_seconds_there_is_none(long millis) {
        var random = new Random(SEED);

        assertThat(IntStream.range(0, 100).mapToObj(i -> Jitter.add(Duration.ofMillis(millis), random)))
                .containsOnly(Duration.ofMillis(millis));
    }

    @Test
    void adds_whole_seconds_up_to_a_tenth_and_uses_them_all() {
        var random = new Random(SEED);

        var seen = IntStream.range(0, 1000)
                .mapToObj(i -> Jitter.add(Duration.ofSeconds(39), random).toSeconds())
                .collect(Collectors.toSet());

        assertThat(seen).as("seed %d", SEED).containsExactlyInAnyOrder(39L, 40L, 41L, 42L);
    }

    @Test
    void never_exceeds_a_tenth() {
        var random = new Random(SEED);
        for (var i = 0; i < 10_000; i++) {
            var delay = Duration.ofMillis(random.nextLong(Duration.ofDays(1).toMillis()));

            assertThat(Jitter.add(delay, random)).as("seed %d", SEED).isBetween(delay, delay.plus(delay.dividedBy(10)));
        }
    }
}
