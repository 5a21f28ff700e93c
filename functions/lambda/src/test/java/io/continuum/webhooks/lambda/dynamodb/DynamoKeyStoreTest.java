package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.contract.KeyStoreContract;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.tenant.KeyStore;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

    @Test
    void a_key_that_the_version_before_stored_is_revoked_too() {
        CreateApiKey create = new CreateApiKey(keyStore(), InstantSource.system(), new Random(1));
        create.ensureAdmin("the-first-admin-key");
        ApiKey first = keyStore().list(new TenantId("default")).getFirst();
        new Dynamo(TestDynamo.client()).delete(tables.webhooks(), Keys.apiKeyById(first.id()));

        create.ensureAdmin("the-second-admin-key");

        assertThat(keyStore().find(first.hash())).isEmpty();
    }
}
