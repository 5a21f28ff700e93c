package io.continuum.webhooks.core.retry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When the attempts of a delivery are made. Attempts count from 1 and include the first request; a delay counts from
 * the end of the attempt before. 1 to 20 attempts, at most 4 days of delays in all (spec.md §4). Immutable.
 */
public sealed interface RetrySchedule {
    /** Most attempts of one delivery, the first included (spec.md §4). */
    int MAX_ATTEMPTS = 20;

    /** Most delay of all attempts together (spec.md §4). */
    Duration MAX_TOTAL = Duration.ofDays(4);

    /** Returns how many attempts there are, 1 to 20. */
    int maxAttempts();

    /**
     * Returns how long to wait before an attempt; empty if the attempt is beyond the last one.
     *
     * @throws IllegalArgumentException if the attempt is below 1
     */
    Optional<Duration> delayBefore(int attempt);

    /**
     * Returns the first attempts of this schedule, as many as are asked for or as there are.
     *
     * @throws IllegalArgumentException if fewer than 1 is asked for
     */
    RetrySchedule limitedTo(int attempts);

    /** Returns all delays together. */
    default Duration total() {
        return IntStream.rangeClosed(1, maxAttempts())
                .mapToObj(attempt -> delayBefore(attempt).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Delays written out one by one.
     *
     * @param delays entry i is the delay before attempt i + 1
     */
    record Steps(List<Duration> delays) implements RetrySchedule {
        /**
         * Copies and checks.
         *
         * @throws IllegalArgumentException if there are not 1 to 20 delays, one is negative, or all are over 4 days
         */
        public Steps {
            delays = List.copyOf(delays);
            checkAttempts(delays.size());
            delays.forEach(RetrySchedule::checkDelay);
            checkTotal(delays.stream().reduce(Duration.ZERO, Duration::plus));
        }

        @Override
        public int maxAttempts() {
            return delays.size();
        }

        @Override
        public Optional<Duration> delayBefore(int attempt) {
            checkAttempt(attempt);
            return attempt <= delays.size() ? Optional.of(delays.get(attempt - 1)) : Optional.empty();
        }

        @Override
        public Steps limitedTo(int attempts) {
            return attempts >= delays.size() ? this : new Steps(delays.subList(0, attempts));
        }
    }

    /**
     * The first attempt at once, the second after {@code initial}, then longer each time.
     *
     * @param multiplier at least 1
     * @param max no delay is longer
     */
    record Exponential(int maxAttempts, Duration initial, double multiplier, Duration max) implements RetrySchedule {
        /**
         * Checks.
         *
         * @throws IllegalArgumentException if there are not 1 to 20 attempts, a duration is negative, the multiplier is
         *     below 1 or not finite, or all delays are over 4 days
         */
        public Exponential {
            checkAttempts(maxAttempts);
            checkDelay(initial);
            checkDelay(max);
            if (!(multiplier >= 1) || Double.isInfinite(multiplier)) {
                throw new IllegalArgumentException("a multiplier is at least 1");
            }
            checkTotal(total(maxAttempts, initial, multiplier, max));
        }

        @Override
        public Optional<Duration> delayBefore(int attempt) {
            checkAttempt(attempt);
            return attempt <= maxAttempts ? Optional.of(delay(attempt, initial, multiplier, max)) : Optional.empty();
        }

        @Override
        public Exponential limitedTo(int attempts) {
            return attempts >= maxAttempts ? this : new Exponential(attempts, initial, multiplier, max);
        }

        static Duration total(int attempts, Duration initial, double multiplier, Duration max) {
            return IntStream.rangeClosed(1, attempts)
                    .mapToObj(attempt -> delay(attempt, initial, multiplier, max))
                    .reduce(Duration.ZERO, Duration::plus);
        }

        private static Duration delay(int attempt, Duration initial, double multiplier, Duration max) {
            if (attempt == 1 || initial.isZero()) {
                return Duration.ZERO;
            }
            // In doubles, where a power that is too large becomes infinite and the limit still holds.
            var millis = initial.toMillis() * Math.pow(multiplier, attempt - 2.0);
            return millis < max.toMillis() ? Duration.ofMillis(Math.round(millis)) : max;
        }
    }

    private static void checkAttempts(int attempts) {
        if (attempts < 1 || attempts > MAX_ATTEMPTS) {
            throw new IllegalArgumentException("a schedule has 1 to 20 attempts, not " + attempts);
        }
    }

    private static void checkAttempt(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1, not " + attempt);
        }
    }

    private static void checkDelay(Duration delay) {
        if (delay.isNegative() || delay.compareTo(MAX_TOTAL) > 0) {
            throw new IllegalArgumentException("a delay is 0 to 4 days, not " + delay);
        }
    }

    private static void checkTotal(Duration total) {
        if (total.compareTo(MAX_TOTAL) > 0) {
            throw new IllegalArgumentException("all delays together are at most 4 days, not " + total);
        }
    }
}
