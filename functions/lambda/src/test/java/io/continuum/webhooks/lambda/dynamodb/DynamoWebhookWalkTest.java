package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.WebhookWalkContract;
import io.continuum.webhooks.core.maintenance.WebhookWalk;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class DynamoWebhookWalkTest extends WebhookWalkContract {
    private final Tables tables = TestDynamo.freshTables();

    @AfterEach
    void drop_tables() {
        TestDynamo.drop(tables);
    }

    @Override
    protected WebhookWalk webhookWalk() {
        return new DynamoWebhookWalk(TestDynamo.client(), tables);
    }

    @Override
    protected WebhookStore webhookStore(InstantSource clock) {
        return new DynamoWebhookStore(TestDynamo.client(), tables, clock);
    }
}
