package io.continuum.webhooks.core.retry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code Retry-After} header (RFC 9110 §10.2.3): a receiver's wish to be left alone for a while. Thread-safe. */
public final class RetryAfter {
    /** Longest wish that is granted, so that a receiver cannot push its deliveries out of their schedule (spec.md §4). */
    public static final Duration MAX = Duration.ofHours(1);

    private static final int MAX_LENGTH = 64;
    private static final Pattern SECONDS = Pattern.compile("\\d+(\\.\\d+)?");
    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

    private RetryAfter() {}

    /**
     * Reads the value: seconds, decimals rounded up, or one of the three HTTP dates.
     *
     * @return how long to wait from now on, at most 1 h; empty for what asks for no wait: zero, negative, past, unreadable
     */
    public static Optional<Duration> parse(String value, Instant now) {
        var text = value.strip();
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var wait = SECONDS.matcher(text).matches() ? Optional.of(seconds(text)) : untilDate(text, now);
        return wait.filter(Duration::isPositive).map(RetryAfter::clamped);
    }

    /** Returns the later of the two: a wish never makes an attempt earlier than the schedule. */
    public static Duration apply(Duration scheduledDelay, Duration hint) {
        return scheduledDelay.compareTo(hint) >= 0 ? scheduledDelay : hint;
    }

    private static Duration clamped(Duration wait) {
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    private static Duration seconds(String text) {
        var seconds = new BigDecimal(text).setScale(0, RoundingMode.CEILING);
        return Duration.ofSeconds(
                seconds.min(BigDecimal.valueOf(MAX.toSeconds())).longValueExact());
    }

    private static Optional<Duration> untilDate(String text, Instant now) {
        return Stream.of(DateTimeFormatter.RFC_1123_DATE_TIME, rfc850(now), ASCTIME)
                .flatMap(format -> date(text, format).stream())
                .findFirst()
                .map(date -> Duration.between(now, date));
    }

    private static Optional<Instant> date(String text, DateTimeFormatter format) {
        try {
            return Optional.of(LocalDateTime.parse(text, format).toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    // RFC 9110 §5.6.7: two digits that look more than 50 years ahead mean the past.
    private static DateTimeFormatter rfc850(Instant now) {
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(
                        ChronoField.YEAR, 2, 2, now.atZone(ZoneOffset.UTC).getYear() - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US);
    }
}
