package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.contract.WakeIndexContract;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

class DynamoWakeIndexTest extends WakeIndexContract {
    private final Tables tables = TestDynamo.freshTables();
    private int made;

    @AfterEach
    void drop_tables() {
        TestDynamo.drop(tables);
    }

    @Override
    protected WebhookStore webhookStore(InstantSource clock) {
        return new DynamoWebhookStore(TestDynamo.client(), tables, clock);
    }

    @Override
    protected StateStore stateStore(InstantSource clock) {
        return new DynamoStateStore(TestDynamo.client(), tables, clock, new Random(++made));
    }

    @Override
    protected WakeIndex wakeIndex() {
        return new DynamoWakeIndex(TestDynamo.client(), tables);
    }
}
