package io.continuum.webhooks.lambda.dynamodb;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The forms in which times are stored. All are exact to the nanosecond, but for TTLs. */
final class Times {
    private static final int NANO_DIGITS = 9;

    // Instant.toString leaves trailing zeros out, and "…00Z" sorts after "…00.5Z".
    private static final DateTimeFormatter SORTABLE = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** Returns ISO 8601 text whose order is the order of time. */
    static String sortable(Instant time) {
        return SORTABLE.format(time);
    }

    /** Returns epoch seconds with their fraction: at most 11 bytes as a number of DynamoDB. */
    static BigDecimal seconds(Instant time) {
        return BigDecimal.valueOf(time.getEpochSecond()).add(BigDecimal.valueOf(time.getNano(), NANO_DIGITS));
    }

    /** Reads what {@link #seconds} wrote. */
    static Instant fromSeconds(BigDecimal seconds) {
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        int nanos = seconds.subtract(whole).movePointRight(NANO_DIGITS).intValueExact();
        return Instant.ofEpochSecond(whole.longValueExact(), nanos);
    }

    /** Returns the TTL of what is kept for {@code kept} from {@code from} on: never sooner. */
    static long ttl(Instant from, Duration kept) {
        return from.plus(kept).getEpochSecond() + 1;
    }
}
