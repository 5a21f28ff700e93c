package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.contract.WebhookWalkContract;
import io.continuum.webhooks.core.maintenance.WebhookWalk;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.InstantSource;

class InMemoryWebhookWalkTest extends WebhookWalkContract {
    private final InMemoryConfiguration world = new InMemoryConfiguration();

    @Override
    protected WebhookWalk webhookWalk() {
        return world.webhookWalk();
    }

    @Override
    protected WebhookStore webhookStore(InstantSource clock) {
        return world.webhookStore(clock);
    }
}
