package io.continuum.webhooks.lambda.telemetry;

import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes metrics as lines in CloudWatch's embedded metric format: kept until {@link #flush}, then one line per format and
 * priority, so that a batch costs a few lines and an attempt none. Nothing is carried over a flush; what a process that is
 * killed has not flushed is lost.
 *
 * <p>Measured: 467 bytes for a batch of one delivery (0.23 USD per million at 0.50 USD per GB), 54 for each of a batch of
 * 10 successes in one lane, 13 for each of 100; 205 for a publish. Thread-safe.
 */
public final class EmfMetrics implements Metrics {
    /** Values of one metric in a line. Source: Embedded Metric Format specification, "MetricArray". */
    static final int MOST_VALUES = 100;

    private final PrintStream out;
    private final InstantSource clock;
    private final String stage;
    private Map<Lane, Map<Metric, List<Long>>> kept = new LinkedHashMap<>();

    /** Writes to {@code out}; every metric has the dimension {@code stage}. */
    public EmfMetrics(PrintStream out, InstantSource clock, String stage) {
        this.out = out;
        this.clock = clock;
        this.stage = stage;
    }

    @Override
    public synchronized void add(Metric metric, Lane lane, long value) {
        List<Long> values = kept.computeIfAbsent(metric.byLane() ? lane : Lane.ALL, _ -> new EnumMap<>(Metric.class))
                .computeIfAbsent(metric, _ -> new ArrayList<>());
        if (metric.summed() && !values.isEmpty()) {
            values.set(0, values.getFirst() + value);
        } else {
            values.add(value);
        }
    }

    /** Writes what was added since the last time; nothing if nothing was. */
    public void flush() {
        long now = clock.millis();
        taken().forEach((lane, metrics) -> {
            for (int from = 0; hasMore(metrics, from); from += MOST_VALUES) {
                write(new EmfLine(stage, lane, part(metrics, from)).text(now));
            }
        });
    }

    private synchronized Map<Lane, Map<Metric, List<Long>>> taken() {
        Map<Lane, Map<Metric, List<Long>>> taken = kept;
        kept = new LinkedHashMap<>();
        return taken;
    }

    private static boolean hasMore(Map<Metric, List<Long>> metrics, int from) {
        return metrics.values().stream().anyMatch(values -> values.size() > from);
    }

    private static Map<Metric, List<Long>> part(Map<Metric, List<Long>> metrics, int from) {
        Map<Metric, List<Long>> part = new EnumMap<>(Metric.class);
        metrics.forEach((metric, values) -> {
            if (values.size() > from) {
                part.put(metric, values.subList(from, Math.min(values.size(), from + MOST_VALUES)));
            }
        });
        return part;
    }

    private void write(String line) {
        // One write: lines of other threads must not fall into it.
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        out.flush();
    }
}
