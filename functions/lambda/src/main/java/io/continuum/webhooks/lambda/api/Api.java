package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.brainbot.ReceiveNotification;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.DryRun;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.delivery.RetryDelivery;
import io.continuum.webhooks.core.delivery.TestWebhook;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.event.AcceptBatch;
import io.continuum.webhooks.core.event.AcceptEvent;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.type.AddEventType;
import io.continuum.webhooks.core.event.type.ChangeEventType;
import io.continuum.webhooks.core.event.type.FindEventTypes;
import io.continuum.webhooks.core.event.type.RemoveEventType;
import io.continuum.webhooks.core.health.QueueDepths;
import io.continuum.webhooks.core.idempotency.Idempotency;
import io.continuum.webhooks.core.job.RecoverWebhook;
import io.continuum.webhooks.core.job.RequestErasure;
import io.continuum.webhooks.core.job.RequestRedrive;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.tenant.Allow;
import io.continuum.webhooks.core.tenant.Authenticate;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyStore;
import io.continuum.webhooks.core.webhook.DeleteWebhook;
import io.continuum.webhooks.core.webhook.FindWebhook;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.RotateSecret;
import io.continuum.webhooks.core.webhook.UpdateWebhook;
import io.continuum.webhooks.core.webhook.WebhookRules;
import io.continuum.webhooks.core.webhook.WebhookStore;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Everything that the API calls.
 *
 * @param keys who may do what
 * @param webhooks registrations
 * @param deliveries what became of events
 * @param jobs what was given up, and what takes longer than a request
 * @param events what happened
 * @param wire how deliveries are signed and written
 * @param memory markdown-brain-bot's endpoints
 * @param platform what the others share
 */
public record Api(
        Keys keys,
        Webhooks webhooks,
        Deliveries deliveries,
        Jobs jobs,
        Events events,
        Wire wire,
        Memory memory,
        Platform platform) {
    /**
     * Who may do what.
     *
     * @param authenticate tells who calls
     * @param create makes keys
     * @param store lists and removes them
     * @param allow says whether a caller may ask for something now
     */
    public record Keys(Authenticate authenticate, CreateApiKey create, KeyStore store, Allow allow) {}

    /**
     * Registrations.
     *
     * @param register makes them
     * @param update changes them
     * @param delete removes them
     * @param find finds one
     * @param store lists them
     */
    public record Webhooks(
            RegisterWebhook register,
            UpdateWebhook update,
            DeleteWebhook delete,
            FindWebhook find,
            WebhookStore store) {}

    /**
     * What became of events.
     *
     * @param test sends a test
     * @param retry asks for another attempt
     * @param history answers about deliveries
     * @param waiting knows what waits
     * @param states totals and breakers
     */
    public record Deliveries(
            TestWebhook test, RetryDelivery retry, DeliveryHistory history, WaitingRoom waiting, StateStore states) {}

    /**
     * What was given up, and what takes longer than a request.
     *
     * @param deadLetters lists what was given up
     * @param redrive brings it back
     * @param recover brings back what one webhook missed
     * @param erase takes payloads out
     * @param erasures receipts of that
     */
    public record Jobs(
            DeadLetters deadLetters,
            RequestRedrive redrive,
            RecoverWebhook recover,
            RequestErasure erase,
            Erasures erasures) {}

    /**
     * What happened.
     *
     * @param accept takes events
     * @param batch takes many at once
     * @param store finds them again
     * @param types what kinds there are
     */
    public record Events(AcceptEvent accept, AcceptBatch batch, EventStore store, EventTypes types) {}

    /**
     * What kinds of events there are.
     *
     * @param find shows them
     * @param add declares a tenant's own
     * @param change changes what a tenant says about one
     * @param remove removes it
     */
    public record EventTypes(FindEventTypes find, AddEventType add, ChangeEventType change, RemoveEventType remove) {}

    /**
     * How deliveries are signed and written.
     *
     * @param rotate replaces secrets
     * @param dryRun tells what would be sent
     * @param render writes bodies
     */
    public record Wire(RotateSecret rotate, DryRun dryRun, Render render) {}

    /**
     * markdown-brain-bot's endpoints.
     *
     * @param receive takes notifications
     * @param settings what its environment says
     * @param trustLoopback whether callers on this machine need no token where none is set
     */
    public record Memory(ReceiveNotification receive, Supplier<BrainBotSettings> settings, boolean trustLoopback) {}

    /**
     * What the others share.
     *
     * @param rules what holds for new and changed webhooks of a dialect's tenants
     * @param queues how much waits
     * @param cursors where pages go on
     * @param idempotency remembers answers
     * @param clock the time
     * @param journal a line for what happened
     */
    public record Platform(
            Function<Dialect, WebhookRules> rules,
            QueueDepths queues,
            Cursors cursors,
            Idempotency idempotency,
            InstantSource clock,
            Journal journal) {}
}
