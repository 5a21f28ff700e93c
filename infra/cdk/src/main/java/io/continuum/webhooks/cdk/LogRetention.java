package io.continuum.webhooks.cdk;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The days that CloudWatch Logs offers for keeping logs. */
final class LogRetention {
    private static final int USUAL = 30;

    /** CloudWatch Logs API reference, PutRetentionPolicy. */
    private static final NavigableMap<Integer, RetentionDays> DAYS = new TreeMap<>(Map.ofEntries(
            Map.entry(1, RetentionDays.ONE_DAY),
            Map.entry(3, RetentionDays.THREE_DAYS),
            Map.entry(5, RetentionDays.FIVE_DAYS),
            Map.entry(7, RetentionDays.ONE_WEEK),
            Map.entry(14, RetentionDays.TWO_WEEKS),
            Map.entry(30, RetentionDays.ONE_MONTH),
            Map.entry(60, RetentionDays.TWO_MONTHS),
            Map.entry(90, RetentionDays.THREE_MONTHS),
            Map.entry(120, RetentionDays.FOUR_MONTHS),
            Map.entry(150, RetentionDays.FIVE_MONTHS),
            Map.entry(180, RetentionDays.SIX_MONTHS),
            Map.entry(365, RetentionDays.ONE_YEAR),
            Map.entry(400, RetentionDays.THIRTEEN_MONTHS),
            Map.entry(545, RetentionDays.EIGHTEEN_MONTHS),
            Map.entry(731, RetentionDays.TWO_YEARS),
            Map.entry(1096, RetentionDays.THREE_YEARS),
            Map.entry(1827, RetentionDays.FIVE_YEARS),
            Map.entry(2192, RetentionDays.SIX_YEARS),
            Map.entry(2557, RetentionDays.SEVEN_YEARS),
            Map.entry(2922, RetentionDays.EIGHT_YEARS),
            Map.entry(3288, RetentionDays.NINE_YEARS),
            Map.entry(3653, RetentionDays.TEN_YEARS)));

    private LogRetention() {}

    static int days(Context context) {
        int days = context.number("logRetentionDays", USUAL, 1, DAYS.lastKey());
        if (!DAYS.containsKey(days)) {
            context.refuse("logRetentionDays must be one of "
                    + DAYS.keySet().stream().map(String::valueOf).collect(Collectors.joining(", ")));
            return USUAL;
        }
        return days;
    }

    /** Adds a log group, kept for as long as is configured and removed when the stage's data are. */
    static LogGroup group(Construct scope, String id, Configuration configuration) {
        return LogGroup.Builder.create(scope, id)
                .retention(of(configuration.operations().logRetentionDays()))
                .removalPolicy(configuration.stage().removal())
                .build();
    }

    private static RetentionDays of(int days) {
        RetentionDays word = DAYS.get(days);
        if (word == null) {
            throw new IllegalArgumentException("logs cannot be kept " + days + " days");
        }
        return word;
    }
}
