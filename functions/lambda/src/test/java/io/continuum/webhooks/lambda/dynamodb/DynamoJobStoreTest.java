package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.JobStoreContract;
import io.continuum.webhooks.core.job.JobStore;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class DynamoJobStoreTest extends JobStoreContract {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-23T10:00:00Z"));

    private final Tables tables = TestDynamo.freshTables();

    @AfterEach
    void drop_tables() {
        TestDynamo.drop(tables);
    }

    @Override
    protected JobStore jobStore() {
        return new DynamoJobStore(TestDynamo.client(), tables, CLOCK);
    }

    @Override
    protected WakeIndex wakeIndex() {
        return new DynamoWakeIndex(TestDynamo.client(), tables);
    }
}
