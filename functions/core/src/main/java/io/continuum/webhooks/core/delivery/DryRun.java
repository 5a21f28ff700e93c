package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventDraft;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;

/** Tells what would be sent to a webhook now. Sends and stores nothing. Thread-safe. */
public final class DryRun {
    private final LoadWebhook configurations;
    private final Render render;
    private final InstantSource clock;
    private final RandomGenerator random;

    /** Uses {@code random} for the ids of events that bring none. */
    public DryRun(LoadWebhook configurations, Render render, InstantSource clock, RandomGenerator random) {
        this.configurations = configurations;
        this.render = render;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Returns the first attempt of {@code draft}, whether or not the webhook subscribes to it.
     *
     * @return 409 if the webhook's secret cannot be read, so that no attempt could be signed
     * @throws io.continuum.webhooks.core.problem.Unavailable if table or vault do not answer
     */
    public Result<Render.Rendered> run(Webhook webhook, EventDraft draft) {
        return configurations
                .load(webhook.key(), webhook.version())
                .map(loaded -> run(loaded, draft))
                .orElseGet(() -> Result.refused(Refusal.notFound("webhook")));
    }

    private Result<Render.Rendered> run(LoadedWebhook loaded, EventDraft draft) {
        LoadedWebhook.Signs signs = loaded.signs();
        if (signs == null) {
            return Result.refused(
                    Refusal.of(ErrorCode.CONFLICT, "The webhook's secret is lost; rotate-secret makes a new one."));
        }
        Instant now = clock.instant();
        // Accepted events have milliseconds.
        Instant accepted = now.truncatedTo(ChronoUnit.MILLIS);
        EventId id = draft.id().orElseGet(() -> EventId.make(accepted, random));
        Webhook webhook = loaded.webhook();
        Event event = draft.accepted(webhook.key().tenant(), id, accepted);
        DeliveryId delivery = DeliveryId.of(id, accepted, webhook.key().webhook());
        DeliveryAttempt first = new DeliveryAttempt(new DeliveryKey(webhook.key(), delivery), 1);
        return Result.ok(render.render(webhook, signs.credentials(), event, first, now));
    }
}
