package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.JobStoreContract;
import io.continuum.webhooks.core.job.JobStore;
import io.continuum.webhooks.core.maintenance.WakeIndex;

class InMemoryJobStoreTest extends JobStoreContract {
    private final InMemoryConfiguration world = new InMemoryConfiguration();

    @Override
    protected JobStore jobStore() {
        return world.jobStore();
    }

    @Override
    protected WakeIndex wakeIndex() {
        return world.wakeIndex();
    }
}
