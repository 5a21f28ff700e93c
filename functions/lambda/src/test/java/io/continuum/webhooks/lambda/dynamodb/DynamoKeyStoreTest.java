package io.continuum.webhooks.lambda.dynamodb;

import io.continuum.webhooks.core.contract.KeyStoreContract;
import io.continuum.webhooks.core.tenant.KeyStore;
import org.junit.jupiter.api.AfterEach;

class DynamoKeyStoreTest extends KeyStoreContract {
    private final Tables tables = TestDynamo.freshTables();

    @AfterEach
    void drop_tables() {
        TestDynamo.drop(tables);
    }

    @Override
    protected KeyStore keyStore() {
        return new DynamoKeyStore(TestDynamo.client(), tables);
    }
}
