package io.continuum.webhooks.lambda.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;

/** Gives a stored webhook another wire and another secret, whoever may do that through the API. */
final class Rewired {
    private Rewired() {}

    static Webhook store(WebhookStore webhooks, Webhook before, Webhook.Wire wire, Webhook.SecretRef secret) {
        Webhook.Settings old = before.settings();
        Webhook.Settings settings = new Webhook.Settings(
                old.url(),
                old.events(),
                old.filter(),
                old.name(),
                old.description(),
                wire,
                old.retryPolicy(),
                old.capacity(),
                old.metadata());
        Webhook after = new Webhook(
                before.key(),
                before.version() + 1,
                before.uid(),
                settings,
                before.active(),
                before.disabledReason(),
                secret,
                before.createdAt(),
                before.updatedAt());
        assertThat(webhooks.update(before, after, false)).isEqualTo(WebhookStore.Change.DONE);
        return after;
    }
}
