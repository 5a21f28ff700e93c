package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.job.Job;
import io.continuum.webhooks.core.job.JobStore;
import java.util.Optional;

/** Jobs in memory; passes {@code JobStoreContract}. Thread-safe. */
public final class InMemoryJobStore implements JobStore {
    private final InMemoryConfiguration world;

    InMemoryJobStore(InMemoryConfiguration world) {
        this.world = world;
    }

    @Override
    public void create(Job job) {
        synchronized (world) {
            world.jobs.putIfAbsent(job.key(), job);
        }
    }

    @Override
    public Optional<Job> load(JobKey key) {
        synchronized (world) {
            return Optional.ofNullable(world.jobs.get(key));
        }
    }

    @Override
    public Optional<Job> swap(Job seen, Job next) {
        synchronized (world) {
            Job current = world.jobs.get(seen.key());
            if (current == null || current.revision() != seen.revision()) {
                return Optional.empty();
            }
            Job target = next.atRevision(seen.revision() + 1);
            world.jobs.put(target.key(), target);
            return Optional.of(target);
        }
    }
}
