package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.contract.WebhookStoreContract;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.InstantSource;

class InMemoryWebhookStoreTest extends WebhookStoreContract {
    private final InMemoryConfiguration world = new InMemoryConfiguration();

    @Override
    protected WebhookStore webhookStore(InstantSource clock) {
        return world.webhookStore(clock);
    }

    @Override
    protected StateStore stateStore(InstantSource clock) {
        return world.stateStore(clock);
    }

    @Override
    protected WakeIndex wakeIndex() {
        return world.wakeIndex();
    }
}
