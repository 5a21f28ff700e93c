package io.continuum.webhooks.cdk;

import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.logs.RetentionDays;

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

    /** Returns CDK's word for {@code days}, which are in the same order. */
    static RetentionDays of(int days) {
        SequencedMap<Integer, RetentionDays> words = new TreeMap<>();
        List<RetentionDays> all = Arrays.stream(RetentionDays.values())
                .filter(word -> word != RetentionDays.INFINITE)
                .toList();
        for (int i = 0; i < DAYS.size(); i++) {
            words.put(DAYS.get(i), all.get(i));
        }
        RetentionDays word = words.get(days);
        if (word == null) {
            throw new IllegalArgumentException("logs cannot be kept " + days + " days");
        }
        return word;
    }
}
