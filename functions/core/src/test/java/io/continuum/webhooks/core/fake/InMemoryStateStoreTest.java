package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.contract.StateStoreContract;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.InstantSource;

class InMemoryStateStoreTest extends StateStoreContract {
    private final InMemoryConfiguration world = new InMemoryConfiguration();

    @Override
    protected StateStore stateStore(InstantSource clock) {
        return world.stateStore(clock);
    }

    @Override
    protected WebhookStore webhookStore(InstantSource clock) {
        return world.webhookStore(clock);
    }
}
