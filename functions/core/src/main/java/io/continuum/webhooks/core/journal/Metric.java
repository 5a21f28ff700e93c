package io.continuum.webhooks.core.journal;

/**
 * What is measured. The names are public: alarms and dashboards ask for them.
 *
 * <p>None is kept per webhook or tenant, because CloudWatch bills each combination of name and dimension values as a metric
 * of its own (0.30 USD a month): there are {@value #BY_LANE} by format and by priority and {@value #ALONE} others, at most
 * 92 a stage.
 */
public enum Metric {
    /** Requests made and recorded. */
    ATTEMPTS("Attempts", Unit.COUNT, true),
    /** Attempts that failed, whatever follows. */
    ATTEMPTS_FAILED("AttemptsFailed", Unit.COUNT, true),
    /** Deliveries that ended well; once each. */
    DELIVERIES_SUCCEEDED("DeliveriesSucceeded", Unit.COUNT, true),
    /** Deliveries that became dead letters. */
    DELIVERIES_DEAD("DeliveriesDead", Unit.COUNT, true),
    /** Attempts made to wait by breaker, rate or capacity; once for each reason, however many rounds it waits. */
    DELIVERIES_PUT_OFF("DeliveriesPutOff", Unit.COUNT, true),
    /** How long each request took. */
    DURATION("DurationMs", Unit.MILLISECONDS, true),
    /** From when each attempt was due to its start: jitter, and what made it wait, included. */
    QUEUE_WAIT("QueueWaitMs", Unit.MILLISECONDS, true),

    /** Breakers that were closed and opened; opening again after a failed probe is not counted. */
    BREAKERS_OPENED("BreakersOpened", Unit.COUNT, false),
    /** Breakers that a successful probe closed. */
    BREAKERS_CLOSED("BreakersClosed", Unit.COUNT, false),
    /** Events sent to their queue by the API. */
    EVENTS_ACCEPTED("EventsAccepted", Unit.COUNT, false),
    /** Events whose tasks are all sent. */
    EVENTS_FANNED_OUT("EventsFannedOut", Unit.COUNT, false),
    /** First tasks of deliveries. */
    TASKS_SENT("TasksSent", Unit.COUNT, false),
    /** Messages that went to the infrastructure's dead-letter queue. */
    EVENTS_REJECTED("EventsRejected", Unit.COUNT, false),
    /** Webhooks whose breaker is not closed; told every minute, zero too. */
    OPEN_BREAKERS("OpenBreakers", Unit.COUNT, false),
    /** Since when the one is open that is so for the longest; zero if none is. */
    LONGEST_OPEN_BREAKER("LongestOpenBreakerSeconds", Unit.SECONDS, false);

    /** How many are told by format and by priority. */
    public static final int BY_LANE = 7;

    /** How many are told for the whole stage only. */
    public static final int ALONE = 8;

    private final String code;
    private final Unit unit;
    private final boolean byLane;

    Metric(String code, Unit unit, boolean byLane) {
        this.code = code;
        this.unit = unit;
        this.byLane = byLane;
    }

    /** What a value counts; the names are CloudWatch's. */
    public enum Unit {
        COUNT("Count"),
        MILLISECONDS("Milliseconds"),
        SECONDS("Seconds");

        private final String code;

        Unit(String code) {
            this.code = code;
        }

        /** Returns CloudWatch's name. */
        public String code() {
            return code;
        }
    }

    /** Returns the name that alarms use. */
    public String code() {
        return code;
    }

    /** Returns what its values count. */
    public Unit unit() {
        return unit;
    }

    /** Returns whether it is told by format and by priority too. */
    public boolean byLane() {
        return byLane;
    }

    /** Returns whether only the sum of its values matters, not each of them. */
    public boolean summed() {
        return unit == Unit.COUNT;
    }
}
