package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.EventTypeStoreContract;
import io.continuum.webhooks.core.event.type.EventTypeStore;

class DynamoEventTypeStoreTest extends EventTypeStoreContract {
    @Override
    protected EventTypeStore store() {
        return new DynamoEventTypeStore(DeliveryTables.client(), DeliveryTables.TABLES);
    }
}
