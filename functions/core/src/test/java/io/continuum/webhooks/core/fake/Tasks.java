package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes tasks for tests: {@code Tasks.to(webhook).event(Events.valid().id("evt_2")).build()}. */
public final class Tasks {
    private final WebhookKey webhook;
    private Events event = Events.valid();
    private @Nullable Instant notBefore;

    private Tasks(WebhookKey webhook) {
        this.webhook = webhook;
    }

    /** Begins a first task, due when its event was accepted. */
    public static Tasks to(WebhookKey webhook) {
        return new Tasks(webhook);
    }

    /** Takes the event, but its tenant, which is the webhook's. */
    public Tasks event(Events value) {
        event = value;
        return this;
    }

    public Tasks notBefore(Instant value) {
        notBefore = value;
        return this;
    }

    public DeliveryTask build() {
        Event built = event.tenant(webhook.tenant().value()).build();
        DeliveryId id = DeliveryId.of(built.id(), built.acceptedAt(), webhook.webhook());
        Instant due = notBefore == null ? built.acceptedAt() : notBefore;
        return DeliveryTask.first(new DeliveryKey(webhook, id), built, due, false);
    }
}
