package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import java.util.ArrayList;
import java.util.List;

/** Metrics in memory; passes {@code MetricsContract}. Thread-safe. */
public final class InMemoryMetrics implements Metrics {
    private final List<Added> all = new ArrayList<>();

    /** One value. */
    public record Added(Metric metric, Lane lane, long value) {}

    @Override
    public synchronized void add(Metric metric, Lane lane, long value) {
        all.add(new Added(metric, metric.byLane() ? lane : Lane.ALL, value));
    }

    /** Returns every value, in order. */
    public synchronized List<Added> all() {
        return List.copyOf(all);
    }

    /** Returns the values of one metric, in order. */
    public List<Long> values(Metric metric) {
        return all().stream()
                .filter(one -> one.metric() == metric)
                .map(Added::value)
                .toList();
    }

    /** Returns the sum of one metric's values. */
    public long sum(Metric metric) {
        return values(metric).stream().mapToLong(Long::longValue).sum();
    }

    /** Forgets everything. */
    public synchronized void clear() {
        all.clear();
    }
}
