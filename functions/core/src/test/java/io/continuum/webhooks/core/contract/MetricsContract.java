package io.continuum.webhooks.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Metrics} does. */
public abstract class MetricsContract {
    private static final Lane LANE = new Lane("continuum", "normal");

    /** Returns this test's metrics. */
    protected abstract Metrics metrics();

    /** Returns everything told of a metric and a lane since the beginning; several numbers, or their sum, for counts. */
    protected abstract List<Long> told(Metric metric, Lane lane);

    private long sum(Metric metric, Lane lane) {
        return told(metric, lane).stream().mapToLong(Long::longValue).sum();
    }

    @Test
    void counts_add_up_in_each_lane() {
        metrics().add(Metric.ATTEMPTS, LANE, 1);
        metrics().add(Metric.ATTEMPTS, LANE, 2);
        metrics().add(Metric.ATTEMPTS, new Lane("slack", "normal"), 5);

        assertThat(sum(Metric.ATTEMPTS, LANE)).isEqualTo(3);
        assertThat(sum(Metric.ATTEMPTS, new Lane("slack", "normal"))).isEqualTo(5);
    }

    @Test
    void each_duration_is_told() {
        for (long value : new long[] {30, 10, 10}) {
            metrics().add(Metric.DURATION, LANE, value);
        }

        assertThat(told(Metric.DURATION, LANE)).containsExactly(30L, 10L, 10L);
    }

    @Test
    void zero_is_told() {
        metrics().add(Metric.OPEN_BREAKERS, 0);

        assertThat(told(Metric.OPEN_BREAKERS, Lane.ALL)).containsExactly(0L);
    }

    @Test
    void what_is_not_told_by_lane_is_told_for_the_stage() {
        metrics().add(Metric.TASKS_SENT, LANE, 4);

        assertThat(sum(Metric.TASKS_SENT, Lane.ALL)).isEqualTo(4);
        assertThat(told(Metric.TASKS_SENT, LANE)).isEmpty();
    }

    @Test
    void nothing_is_lost_between_threads() {
        List<Callable<Boolean>> calls = IntStream.range(0, 200)
                .<Callable<Boolean>>mapToObj(number -> () -> {
                    metrics().add(Metric.ATTEMPTS, LANE, 1);
                    metrics().add(Metric.DURATION, LANE, number);
                    return true;
                })
                .toList();

        Parallel.all(calls);

        assertThat(sum(Metric.ATTEMPTS, LANE)).isEqualTo(200);
        assertThat(told(Metric.DURATION, LANE))
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 200)
                        .mapToObj(number -> (long) number)
                        .toList());
    }
}
