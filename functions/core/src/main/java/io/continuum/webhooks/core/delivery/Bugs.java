package io.continuum.webhooks.core.delivery;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the journal says about an exception that nobody expected: where, but not its message, which may quote data. */
final class Bugs {
    private Bugs() {}

    static Map<String, Object> fields(@Nullable Throwable bug) {
        if (bug == null) {
            return Map.of();
        }
        StackTraceElement[] trace = bug.getStackTrace();
        return Map.of("exception", bug.getClass().getName(), "at", trace.length == 0 ? "" : trace[0].toString());
    }
}
