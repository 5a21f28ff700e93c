package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.maintenance.WakeIndex;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Wakes in memory; passes {@code WakeIndexContract}. Thread-safe. */
public final class InMemoryWakeIndex implements WakeIndex {
    private final InMemoryConfiguration world;

    InMemoryWakeIndex(InMemoryConfiguration world) {
        this.world = world;
    }

    private record Entry(Instant at, Due due) {}

    @Override
    public List<Due> due(Instant now, int limit) {
        synchronized (world) {
            Stream<Entry> halfMade = world.announced.entrySet().stream()
                    .map(one -> new Entry(one.getValue(), new Due.HalfMade(one.getKey())));
            Stream<Entry> wakes = world.states.values().stream()
                    .filter(state -> state.wake().at() != null)
                    .map(state -> new Entry(state.wake().at(), new Due.Wake(state.key())));
            Stream<Entry> jobs = world.jobs.values().stream()
                    .filter(job -> job.wakeAt() != null)
                    .map(job -> new Entry(job.wakeAt(), new Due.Job(job.key())));
            return Stream.of(halfMade, wakes, jobs)
                    .flatMap(entries -> entries)
                    .filter(entry -> !entry.at().isAfter(now))
                    .sorted(Comparator.comparing(Entry::at))
                    .map(Entry::due)
                    .limit(limit)
                    .toList();
        }
    }
}
