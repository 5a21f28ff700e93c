package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.MetricsContract;
import io.continuum.webhooks.core.journal.Lane;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import java.util.List;

class InMemoryMetricsTest extends MetricsContract {
    private final InMemoryMetrics metrics = new InMemoryMetrics();

    @Override
    protected Metrics metrics() {
        return metrics;
    }

    @Override
    protected List<Long> told(Metric metric, Lane lane) {
        return metrics.all().stream()
                .filter(one -> one.metric() == metric && one.lane().equals(lane))
                .map(InMemoryMetrics.Added::value)
                .toList();
    }
}
