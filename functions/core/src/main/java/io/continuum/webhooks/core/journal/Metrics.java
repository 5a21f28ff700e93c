package io.continuum.webhooks.core.journal;

/**
 * Takes numbers for dashboards and alarms. Thread-safe; never throws. What a process has not told when it dies is lost:
 * stats and records are the truth, these only show the trend.
 */
@FunctionalInterface
public interface Metrics {
    /** Forgets everything. */
    Metrics NONE = (_, _, _) -> {};

    /**
     * Takes a value.
     *
     * @param lane what it is about; {@link Lane#ALL} for a metric that is not told by lane
     * @param value in the metric's unit, 0 or more
     */
    void add(Metric metric, Lane lane, long value);

    /** Takes a value about the whole stage. */
    default void add(Metric metric, long value) {
        add(metric, Lane.ALL, value);
    }
}
