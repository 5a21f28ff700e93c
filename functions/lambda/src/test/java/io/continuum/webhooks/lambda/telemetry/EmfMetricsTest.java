package io.continuum.webhooks.lambda.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.contract.MetricsContract;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EmfMetricsTest extends MetricsContract {
    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");
    private static final Lane LANE = new Lane("continuum", "normal");

    private final Captured out = new Captured();
    private final EmfMetrics metrics = new EmfMetrics(out.stream(), new MutableClock(NOW), "test");

    @Override
    protected Metrics metrics() {
        return metrics;
    }

    @Override
    protected List<Long> told(Metric metric, Lane lane) {
        metrics.flush();
        return Emf.points(out.text()).stream()
                .filter(point -> point.metric().equals(metric.code()))
                .filter(point -> Objects.equals(point.line().path("format").textValue(), lane.format()))
                .filter(point -> Objects.equals(point.line().path("priority").textValue(), lane.priority()))
                .flatMap(point -> point.values().stream())
                .toList();
    }

    private void delivered(int many) {
        for (int i = 0; i < many; i++) {
            metrics.add(Metric.ATTEMPTS, LANE, 1);
            metrics.add(Metric.DELIVERIES_SUCCEEDED, LANE, 1);
            metrics.add(Metric.DURATION, LANE, 120 + i);
            metrics.add(Metric.QUEUE_WAIT, LANE, 35 + i);
        }
    }

    @Test
    void a_line_is_written_as_the_specification_has_it() {
        metrics.add(Metric.ATTEMPTS, LANE, 2);
        metrics.add(Metric.DURATION, LANE, 20);
        metrics.add(Metric.DURATION, LANE, 31);
        metrics.flush();

        assertThat(out.text())
                .isEqualTo("{\"_aws\":{\"Timestamp\":1795428000123,\"CloudWatchMetrics\":[{"
                        + "\"Namespace\":\"ContinuumWebhooks\","
                        + "\"Dimensions\":[[\"stage\"],[\"stage\",\"format\"],[\"stage\",\"priority\"]],"
                        + "\"Metrics\":[{\"Name\":\"Attempts\",\"Unit\":\"Count\"},"
                        + "{\"Name\":\"DurationMs\",\"Unit\":\"Milliseconds\"}]}]},"
                        + "\"stage\":\"test\",\"format\":\"continuum\",\"priority\":\"normal\","
                        + "\"Attempts\":2,\"DurationMs\":[20,31]}\n");
    }

    @Test
    void what_is_about_the_stage_has_no_other_dimension() {
        metrics.add(Metric.BREAKERS_OPENED, 1);
        metrics.flush();

        assertThat(Emf.points(out.text()))
                .singleElement()
                .satisfies(point -> assertThat(point.dimensions()).containsExactly(List.of("stage=test")));
    }

    @Test
    void a_lane_whose_format_nobody_knows_is_told_without_it() {
        metrics.add(Metric.DELIVERIES_DEAD, new Lane(null, "high"), 1);
        metrics.flush();

        assertThat(Emf.points(out.text()))
                .singleElement()
                .satisfies(point -> assertThat(point.dimensions())
                        .containsExactly(List.of("stage=test"), List.of("stage=test", "priority=high")));
    }

    @Test
    void more_than_100_values_are_split_and_counts_stand_in_the_first_line_only() {
        delivered(250);
        metrics.flush();

        assertThat(Emf.lines(out.text())).hasSize(3);
        assertThat(Emf.points(out.text()))
                .filteredOn(point -> point.metric().equals("DurationMs"))
                .extracting(point -> point.values().size())
                .containsExactly(100, 100, 50);
        assertThat(Emf.points(out.text()))
                .filteredOn(point -> point.metric().equals("Attempts"))
                .singleElement()
                .satisfies(point -> assertThat(point.values()).containsExactly(250L));
    }

    @Test
    void nothing_is_carried_over_a_flush() {
        delivered(1);
        metrics.flush();
        out.take();
        metrics.flush();
        assertThat(out.text()).isEmpty();
        delivered(1);
        metrics.flush();

        assertThat(Emf.points(out.text()))
                .filteredOn(point -> point.metric().equals("Attempts"))
                .singleElement()
                .satisfies(point -> assertThat(point.values()).containsExactly(1L));
    }

    @Test
    void a_line_is_one_write() {
        delivered(100);
        metrics.add(Metric.BREAKERS_CLOSED, 1);
        metrics.flush();

        assertThat(out.writes()).hasSize(2).allMatch(write -> write.startsWith("{") && write.endsWith("}\n"));
    }

    @Test
    void every_metric_in_every_lane_makes_92_charged_metrics() {
        for (Format format : Format.all()) {
            for (Priority priority : Priority.values()) {
                for (Metric metric : Metric.values()) {
                    metrics.add(metric, new Lane(format.name(), priority.code()), 1);
                }
            }
        }
        metrics.flush();

        assertThat(Emf.charged(out.text())).hasSize(92);
    }

    @Test
    void a_delivery_costs_as_few_bytes_as_the_description_of_the_class_says() {
        assertThat(bytesOf(1)).isBetween(430, 470);
        assertThat(bytesOf(10) / 10).isBetween(45, 54);
        assertThat(bytesOf(100) / 100).isBetween(8, 13);
    }

    private int bytesOf(int deliveries) {
        delivered(deliveries);
        metrics.flush();
        return out.take().getBytes(StandardCharsets.UTF_8).length;
    }

    @Test
    void a_publish_costs_as_few_bytes_as_the_description_of_the_class_says() {
        metrics.add(Metric.EVENTS_ACCEPTED, 1);
        metrics.flush();

        assertThat(out.take()).hasSizeBetween(180, 205);
    }
}
