package io.continuum.webhooks.core.format;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How formats write times; all are UTC, so that receivers can sort by them as text (seed 000, "Event Ordering"). */
final class Times {
    private static final DateTimeFormatter SECONDS = utc("uuuu-MM-dd'T'HH:mm:ss'Z'");
    private static final DateTimeFormatter MILLISECONDS = utc("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter NAIVE = utc("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private Times() {}

    /** Returns {@code 2025-12-06T12:00:00Z}. */
    static String seconds(Instant time) {
        return SECONDS.format(time);
    }

    /** Returns {@code 2025-12-06T12:00:00.000Z}. */
    static String milliseconds(Instant time) {
        return MILLISECONDS.format(time);
    }

    /** Returns {@code 2025-12-06T12:00:00.000000}, as Python's {@code datetime.utcnow().isoformat()} does. */
    static String naive(Instant time) {
        return NAIVE.format(time);
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }
}
