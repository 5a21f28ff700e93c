package io.continuum.webhooks.local.lambda;

import java.time.Duration;

/**
 * A rule of EventBridge with a rate.
 *
 * @param ruleName the rule's name, the last part of the ARN in the event
 * @param interval from the end of one invocation to the start of the next; above zero
 */
public record ScheduleSettings(String ruleName, Duration interval) {
    /** Checks the interval. */
    public ScheduleSettings {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval is not positive: " + interval);
        }
    }

    /** Every 60 s, the shortest rate of EventBridge. */
    public static ScheduleSettings everyMinute(String ruleName) {
        return new ScheduleSettings(ruleName, Duration.ofMinutes(1));
    }
}
