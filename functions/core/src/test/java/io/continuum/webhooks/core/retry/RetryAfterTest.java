package io.continuum.webhooks.core.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("1994-11-06T08:49:37Z");

    @ParameterizedTest
    @CsvFileSource(
            resources = "/vectors/retry-after.csv",
            quoteCharacter = '\'',
            useHeadersInDisplayName = true,
            ignoreLeadingAndTrailingWhitespace = false)
    void is_read_as_seconds_or_date_or_not_at_all(String value, @Nullable Long seconds) {
        assertThat(RetryAfter.parse(value, NOW))
                .isEqualTo(Optional.ofNullable(seconds).map(Duration::ofSeconds));
    }

    @Test
    void endless_values_are_not_read() {
        assertThat(RetryAfter.parse("9".repeat(100_000), NOW)).isEmpty();
    }

    @Test
    void delays_but_never_hastens() {
        var second = Duration.ofSeconds(1);
        var minute = Duration.ofMinutes(1);

        assertThat(RetryAfter.apply(second, minute)).isEqualTo(minute);
        assertThat(RetryAfter.apply(minute, second)).isEqualTo(minute);
        assertThat(RetryAfter.apply(Duration.ofHours(5), RetryAfter.MAX)).isEqualTo(Duration.ofHours(5));
    }
}
