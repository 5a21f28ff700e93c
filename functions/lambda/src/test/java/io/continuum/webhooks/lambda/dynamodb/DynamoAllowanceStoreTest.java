package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.AllowanceStoreContract;
import io.continuum.webhooks.core.tenant.AllowanceStore;

class DynamoAllowanceStoreTest extends AllowanceStoreContract {
    @Override
    protected AllowanceStore store() {
        return new DynamoAllowanceStore(DeliveryTables.client(), DeliveryTables.TABLES);
    }
}
