package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.KeyStoreContract;
import io.continuum.webhooks.core.tenant.KeyStore;

class InMemoryKeyStoreTest extends KeyStoreContract {
    private final InMemoryConfiguration world = new InMemoryConfiguration();

    @Override
    protected KeyStore keyStore() {
        return world.keyStore();
    }
}
