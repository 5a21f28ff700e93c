package io.continuum.webhooks.core.retry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.retry.RetrySchedule.Exponential;
import io.continuum.webhooks.core.retry.RetrySchedule.Steps;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the numbers of an exponential schedule. Those left open (null) come from the format's schedule; if that one is
 * written out, from seed 003's defaults. The number of attempts alone shortens or prolongs a written-out schedule.
 */
record Backoff(
        @Nullable Integer maxAttempts,
        @Nullable BigDecimal initialDelay,
        @Nullable BigDecimal multiplier,
        @Nullable BigDecimal maxDelay)
        implements RetryPolicy {
    private static final Exponential DEFAULTS = Presets.LANONASIS;

    @Override
    public RetrySchedule over(RetrySchedule formatDefault) {
        var attempts = maxAttempts == null ? formatDefault.maxAttempts() : maxAttempts;
        return switch (formatDefault) {
            case Exponential exponential -> over(exponential, attempts);
            case Steps steps ->
                initialDelay == null && multiplier == null && maxDelay == null
                        ? resized(steps, attempts)
                        : over(DEFAULTS, attempts);
        };
    }

    /** Tells whether the numbers given, with the defaults for the others, keep within 4 days. */
    boolean fits() {
        return maxAttempts == null || over(DEFAULTS, maxAttempts).maxAttempts() == maxAttempts;
    }

    @Override
    public ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        if (maxAttempts != null) {
            json.put("max_attempts", maxAttempts);
        }
        if (initialDelay != null) {
            json.set("initial_delay", Seconds.toJson(initialDelay));
        }
        if (multiplier != null) {
            json.set("backoff_multiplier", Seconds.toJson(multiplier));
        }
        if (maxDelay != null) {
            json.set("max_delay", Seconds.toJson(maxDelay));
        }
        return json;
    }

    private Exponential over(Exponential base, int attempts) {
        var initial = initialDelay == null ? base.initial() : Seconds.toDuration(initialDelay);
        var factor = multiplier == null ? base.multiplier() : multiplier.doubleValue();
        // A first delay beyond a limit that nobody gave raises the limit.
        var max = maxDelay == null ? Collections.max(List.of(base.max(), initial)) : Seconds.toDuration(maxDelay);
        var fitting = attempts;
        while (Exponential.total(fitting, initial, factor, max).compareTo(RetrySchedule.MAX_TOTAL) > 0) {
            fitting--; // ends: one attempt has no delay
        }
        return new Exponential(fitting, initial, factor, max);
    }

    private static Steps resized(Steps steps, int attempts) {
        var delays = new ArrayList<Duration>(steps.limitedTo(attempts).delays());
        var total = steps.limitedTo(attempts).total();
        var last = delays.getLast();
        while (delays.size() < attempts && total.plus(last).compareTo(RetrySchedule.MAX_TOTAL) <= 0) {
            delays.add(last);
            total = total.plus(last);
        }
        return new Steps(delays);
    }
}
