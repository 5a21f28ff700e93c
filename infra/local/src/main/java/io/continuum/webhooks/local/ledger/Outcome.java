package io.continuum.webhooks.local.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run that is over.
 *
 * @param started when publishing began
 * @param ended when nothing waited any more
 * @param lives of the processes, in order
 * @param arrivals at the receivers
 */
record Outcome(
        Plan plan,
        Instant started,
        Instant ended,
        Published published,
        List<Life> lives,
        List<Arrival> arrivals,
        Map<String, Integer> faults,
        Verdict verdict) {

    /** Returns how often the process was killed. */
    long kills() {
        return lives.stream().filter(Life::killed).count();
    }
}
