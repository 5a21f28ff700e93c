package io.continuum.webhooks.cdk;

import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** The days that CloudWatch Logs offers for keeping logs. */
final class LogRetention {
    private static final int USUAL = 30;

    /** CloudWatch Logs API reference, PutRetentionPolicy. */
    private static final List<Integer> DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private LogRetention() {}

    static int days(Context context) {
        int days = context.number("logRetentionDays", USUAL, 1, DAYS.getLast());
        if (!DAYS.contains(days)) {
            context.refuse("logRetentionDays must be one of "
                    + DAYS.stream().map(String::valueOf).collect(Collectors.joining(", ")));
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

    /** Returns CDK's word for one of {@link #DAYS}: these are in the same order, and without end comes after them. */
    private static RetentionDays of(int days) {
        int place = DAYS.indexOf(days);
        if (place < 0) {
            throw new IllegalArgumentException("logs cannot be kept " + days + " days");
        }
        return RetentionDays.values()[place];
    }
}
