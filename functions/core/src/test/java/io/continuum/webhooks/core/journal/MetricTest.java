package io.continuum.webhooks.core.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.format.Format;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each distinct metric costs 0.30 USD a month, so their number is held here. */
class MetricTest {
    private static List<String> names(boolean byLane) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.byLane() == byLane)
                .map(Metric::code)
                .toList();
    }

    @Test
    void the_names_are_those_that_alarms_and_dashboards_ask_for() {
        assertThat(names(true))
                .containsExactly(
                        "Attempts",
                        "AttemptsFailed",
                        "DeliveriesSucceeded",
                        "DeliveriesDead",
                        "DeliveriesPutOff",
                        "DurationMs",
                        "QueueWaitMs")
                .hasSize(Metric.BY_LANE);
        assertThat(names(false))
                .containsExactly(
                        "BreakersOpened",
                        "BreakersClosed",
                        "EventsAccepted",
                        "EventsFannedOut",
                        "TasksSent",
                        "EventsRejected",
                        "OpenBreakers",
                        "LongestOpenBreakerSeconds")
                .hasSize(Metric.ALONE);
    }

    @Test
    void a_stage_has_92_metrics_at_most_however_many_webhooks_and_tenants_it_has() {
        int dimensionValues = 1 + Format.all().size() + Priority.values().length;

        assertThat(Metric.BY_LANE * dimensionValues + Metric.ALONE).isEqualTo(92);
    }
}
