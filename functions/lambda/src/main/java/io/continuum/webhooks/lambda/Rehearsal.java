package io.continuum.webhooks.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.TaskJson;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessages;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.format.ContinuumFormat;
import io.continuum.webhooks.core.format.Delivering;
import io.continuum.webhooks.core.format.Outgoing;
import io.continuum.webhooks.core.format.Signer;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.EventId;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SecretVault;
import io.continuum.webhooks.lambda.http.OwnSocket;
import io.continuum.webhooks.lambda.snapstart.PrimingContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;

/**
 * What a function does before its snapshot is taken, on clients and stores that are thrown away with it: what it loads and
 * compiles stays, what it saw, drew and opened does not. It asks for what does not exist, by actions that the function
 * needs anyway, and changes nothing, but that the first admin key is made valid as by a first request. A step that fails is
 * journaled, and the next one follows.
 */
final class Rehearsal {
    /** Nothing is ever stored for it: keys of requests have the tenant of their API key, and no id is all zeros. */
    private static final TenantId NOBODY = new TenantId("priming");

    private static final WebhookKey WEBHOOK = new WebhookKey(NOBODY, new WebhookId("0".repeat(26)));
    private static final EventId EVENT = new EventId("evt_priming");
    private static final String SECRET_VERSION = "0".repeat(32);
    private static final Instant LONG_AGO = Instant.EPOCH;
    private static final Capacity CAPACITY = new Capacity(1, 0, Duration.ofSeconds(1));
    private static final String NO_RECORDS = "{\"Records\":[]}";

    private final Parts parts;
    private final Journal journal;

    /**
     * What is rehearsed with.
     *
     * @param aws the clients of everything else here
     * @param names what the services are called
     */
    record Parts(DeliveryPorts ports, SecretVault vault, AwsClients aws, Config.Names names) {}

    /** One thing to do. */
    private record Step(String name, Runnable work) {}

    /** Rehearses with {@code parts}; {@code journal} is told what fails. */
    Rehearsal(Parts parts, Journal journal) {
        this.parts = parts;
        this.journal = journal;
    }

    /** Asks the api function how the platform does, and for the webhooks of a key that nobody has. */
    void api(RequestStreamHandler handler) {
        run(List.of(
                new Step("health", () -> invoke(handler, request("/api/v1/webhooks/health", ""))),
                new Step("authentication", () -> invoke(handler, request("/api/v1/webhooks", "a key that nobody has"))),
                new Step("webhook", this::readWebhook),
                new Step("secret", this::readSecret),
                new Step("queue", () -> sendNothing(parts.names.eventsQueue()))));
    }

    /** Hands the emitter an empty batch, and looks for the matches of an event that does not exist. */
    void emitter(RequestStreamHandler handler) {
        run(List.of(
                new Step("batch", () -> invoke(handler, NO_RECORDS)),
                new Step("message", Rehearsal::readMessage),
                new Step("webhooks", () -> parts.ports.webhooks().all(NOBODY)),
                new Step("event", () -> parts.ports.events().find(NOBODY, EVENT)),
                new Step("queue", () -> sendNothing(parts.names.normalQueue()))));
    }

    /** Hands the delivery function an empty batch, and goes every way of a delivery but to a receiver. */
    void delivery(RequestStreamHandler handler) {
        run(List.of(
                new Step("batch", () -> invoke(handler, NO_RECORDS)),
                new Step("state", this::readState),
                new Step("webhook", this::readWebhook),
                new Step("secret", this::readSecret),
                new Step("record", () -> parts.ports.log().find(List.of(task().key()))),
                new Step("request", Rehearsal::send),
                new Step("queue", () -> sendNothing(parts.names.normalQueue()))));
    }

    /**
     * Reads what the maintenance function reads; its work is not rehearsed, because it would be done.
     *
     * @param due asks for what is due
     */
    void maintenance(Runnable due) {
        run(List.of(
                new Step("wakes", due),
                new Step("state", this::readState),
                new Step("webhook", this::readWebhook),
                new Step("secret", this::readSecret),
                new Step("record", () -> parts.ports.log().find(List.of(task().key()))),
                new Step("queue", () -> sendNothing(parts.names.normalQueue()))));
    }

    private void run(List<Step> steps) {
        for (Step step : steps) {
            try {
                step.work.run();
            } catch (RuntimeException e) {
                journal.write(
                        Journal.Level.WARNING,
                        "snapshot.step_failed",
                        Map.of(
                                "step",
                                step.name,
                                "exception",
                                e.getClass().getName(),
                                "reason",
                                String.valueOf(e.getMessage())));
            }
        }
    }

    private static void invoke(RequestStreamHandler handler, String event) {
        try {
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
                    OutputStream.nullOutputStream(),
                    new PrimingContext());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String request(String path, String key) {
        CanonicalJson.Builder headers = CanonicalJson.object().put("Accept", "application/json");
        if (!key.isEmpty()) {
            headers.put("X-API-Key", key);
        }
        return CanonicalJson.object()
                .put("httpMethod", "GET")
                .put("path", path)
                .put("headers", headers.build())
                .build()
                .text();
    }

    private void readWebhook() {
        parts.ports.webhooks().find(WEBHOOK);
    }

    /** Reads, and tries a write whose condition cannot hold: there is no such state. */
    private void readState() {
        parts.ports.states().load(WEBHOOK);
        WebhookState state = WebhookState.fresh(WEBHOOK, CAPACITY, LONG_AGO);
        parts.ports.states().swap(state, state);
    }

    private void readSecret() {
        try {
            parts.vault.get(WEBHOOK, SECRET_VERSION);
        } catch (SecretVault.MissingSecret _) {
            // That there is none is the answer.
        }
    }

    /** A batch without entries: the queue refuses it, and has no more messages than before. */
    private void sendNothing(String queueUrl) {
        SqsClient sqs = parts.aws.sqs();
        try {
            sqs.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(List.of()));
        } catch (EmptyBatchRequestException _) {
            // That it is empty is the answer.
        }
    }

    private static void readMessage() {
        EventMessages.read(
                "{\"v\":1,\"event\":\"custom.priming\",\"data\":{\"text\":\"priming\"}}", "priming", LONG_AGO);
    }

    private static void send() {
        DeliveryTask task = TaskJson.read(TaskJson.write(task())).orElseThrow();
        // Signs a text that nobody receives; it is no secret.
        Signer signer = Signer.of(Credentials.of(new Secret("priming-signs-with-this-text")));
        WebhookId webhook = task.key().webhook().webhook();
        Outgoing outgoing = new ContinuumFormat()
                .render(new Delivering(task.event(), webhook, task.key().delivery(), 1, LONG_AGO, signer, ""));
        OwnSocket.post(outgoing.headers(), outgoing.body());
    }

    private static DeliveryTask task() {
        Event event = new Event(
                NOBODY,
                EVENT,
                new EventType("custom.priming"),
                CanonicalJson.object().put("text", "priming").build(),
                LONG_AGO,
                LONG_AGO,
                Priority.NORMAL,
                Optional.empty(),
                false,
                Optional.empty(),
                false);
        DeliveryId delivery = DeliveryId.of(EVENT, LONG_AGO, WEBHOOK.webhook());
        return DeliveryTask.first(new DeliveryKey(WEBHOOK, delivery), event, LONG_AGO, false);
    }
}
