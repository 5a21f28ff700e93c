package io.continuum.webhooks.core.maintenance;

import io.continuum.webhooks.core.admission.Life;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Metric;
import io.continuum.webhooks.core.journal.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells how many breakers are open and since when, zero too, so that an alarm always sees data. A run of openings counts
 * from its first one: between two openings a probe is under way, and nothing has been delivered.
 *
 * <p>Whoever is open is due in the index of wakes at the end of its opening or soon after, so the index is read up to
 * there; what waits for longer (held deliveries) is not read. Costs 4 RRU a minute, and 0.5 RRU for each webhook found. One
 * that nothing has probed for 27 hours after its opening ended is not counted any more. Thread-safe.
 */
public final class BreakerGauge {
    /** Webhooks looked at in a minute at most; where more are due, the numbers are lower bounds. */
    static final int MOST = 1_000;

    private final WakeIndex index;
    private final StateStore states;
    private final Metrics metrics;
    private final Duration openFor;
    private final InstantSource clock;

    /**
     * Finds webhooks in {@code index}.
     *
     * @param openFor how long an opening lasts
     */
    public BreakerGauge(WakeIndex index, StateStore states, Metrics metrics, Duration openFor, InstantSource clock) {
        this.index = index;
        this.states = states;
        this.metrics = metrics;
        this.openFor = openFor;
        this.clock = clock;
    }

    /**
     * Tells both numbers.
     *
     * @throws io.continuum.webhooks.core.problem.Unavailable if the table does not answer; then nothing is told
     */
    public void measure() {
        Instant now = clock.instant();
        List<WebhookKey> watched = new ArrayList<>();
        for (WakeIndex.Due due : index.due(now.plus(openFor).plus(Wakes.LOOK_AGAIN), MOST)) {
            if (due instanceof WakeIndex.Due.Wake(WebhookKey key)) {
                watched.add(key);
            }
        }
        List<Instant> openings = watched.isEmpty()
                ? List.of()
                : states.loadAll(watched).stream()
                        .filter(state -> state.life() == Life.LIVE)
                        .flatMap(state -> state.breaker().openedSince().stream())
                        .sorted()
                        .toList();
        metrics.add(Metric.OPEN_BREAKERS, openings.size());
        Instant first = openings.isEmpty() ? now : openings.getFirst();
        metrics.add(
                Metric.LONGEST_OPEN_BREAKER,
                Math.max(0, Duration.between(first, now).toSeconds()));
    }
}
