package io.continuum.webhooks.cdk.operations;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IMetric;
import software.amazon.awscdk.services.cloudwatch.TreatMissingData;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.constructs.Construct;

/** Makes alarms that all go to one place, when they begin and when they end. Not thread-safe. */
final class Bell {
    private final Construct scope;
    private final String stage;
    private final SnsAction action;
    private final List<IAlarm> alarms = new ArrayList<>();

    Bell(Construct scope, String stage, SnsAction action) {
        this.scope = scope;
        this.stage = stage;
        this.action = action;
    }

    /**
     * When an alarm rings.
     *
     * @param comparison of the metric with the limit
     * @param limit in the metric's unit
     * @param bad this many of the last {@code of} points must be
     * @param of how many points are looked at
     * @param silence what no data means
     */
    record When(ComparisonOperator comparison, Number limit, int bad, int of, TreatMissingData silence) {
        /** Above the limit in {@code bad} of {@code of} points; no data is good. */
        static When above(Number limit, int bad, int of) {
            return new When(ComparisonOperator.GREATER_THAN_THRESHOLD, limit, bad, of, TreatMissingData.NOT_BREACHING);
        }

        /** Below the limit in {@code bad} of {@code of} points; no data is good. */
        static When below(Number limit, int bad, int of) {
            return new When(ComparisonOperator.LESS_THAN_THRESHOLD, limit, bad, of, TreatMissingData.NOT_BREACHING);
        }

        /** Below the limit in all of {@code of} points; no data is bad. */
        static When silent(Number limit, int of) {
            return new When(ComparisonOperator.LESS_THAN_THRESHOLD, limit, of, of, TreatMissingData.BREACHING);
        }
    }

    void ring(AlarmText text, IMetric metric, When when) {
        Alarm alarm = Alarm.Builder.create(scope, text.id())
                // What an e-mail's subject shows.
                .alarmName("Webhooks-" + stage + "-" + text.id())
                .alarmDescription(text.description())
                .metric(metric)
                .comparisonOperator(when.comparison())
                .threshold(when.limit())
                .datapointsToAlarm(when.bad())
                .evaluationPeriods(when.of())
                .treatMissingData(when.silence())
                .build();
        alarm.addAlarmAction(action);
        alarm.addOkAction(action);
        alarms.add(alarm);
    }

    /** Returns all alarms so far, in the order they were made. */
    List<IAlarm> alarms() {
        return List.copyOf(alarms);
    }
}
