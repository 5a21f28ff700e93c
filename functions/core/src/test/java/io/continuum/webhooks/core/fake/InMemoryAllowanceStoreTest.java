package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.AllowanceStoreContract;
import io.continuum.webhooks.core.tenant.AllowanceStore;

class InMemoryAllowanceStoreTest extends AllowanceStoreContract {
    private final AllowanceStore store = new InMemoryAllowanceStore();

    @Override
    protected AllowanceStore store() {
        return store;
    }
}
