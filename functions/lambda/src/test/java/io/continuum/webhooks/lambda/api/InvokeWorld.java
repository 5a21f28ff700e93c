package io.continuum.webhooks.lambda.api;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.brainbot.EnvironmentWebhook;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.deadletter.SweepCopies;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Deliver;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.DropErased;
import io.continuum.webhooks.core.delivery.LoadWebhook;
import io.continuum.webhooks.core.delivery.MakeAttempt;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.event.ReceiveEvent;
import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterCopies;
import io.continuum.webhooks.core.fake.InMemoryDeadLetterQueue;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.core.fanout.FanOut;
import io.continuum.webhooks.core.fanout.SkipErased;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.job.EraseSlice;
import io.continuum.webhooks.core.job.RedriveSlice;
import io.continuum.webhooks.core.job.RunJobs;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.maintenance.BreakerGauge;
import io.continuum.webhooks.core.maintenance.MoveSecrets;
import io.continuum.webhooks.core.maintenance.Release;
import io.continuum.webhooks.core.maintenance.Tick;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.webhook.MoveSecret;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.BrainBotVariables;
import io.continuum.webhooks.lambda.delivery.DeliveryHandler;
import io.continuum.webhooks.lambda.emitter.EmitterHandler;
import io.continuum.webhooks.lambda.maintenance.MaintenanceHandler;
import io.continuum.webhooks.lambda.schema.NetworkntSchemaCheck;
import io.continuum.webhooks.lambda.schema.PackedLibrary;
import io.continuum.webhooks.lambda.sqs.SqsPoisonQueue;
import io.continuum.webhooks.lambda.telemetry.Captured;
import io.continuum.webhooks.lambda.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageResponse;

/** All four functions over the stores in memory of {@link ApiWorld}, put together as the process does it. */
final class InvokeWorld {
    static final Path FILES = Path.of("../../events/invoke");

    /** What Lambda leaves a function of one minute and more at its beginning. */
    private static final int REMAINING_MILLIS = 120_000;

    static final DeliveryRules RULES = new DeliveryRules(
            new Breaker.Settings(5, Duration.ofMinutes(5)), new Capacity(20, 0, Duration.ofSeconds(50)));

    final ApiWorld api = ApiWorld.quiet();
    /** Attempts of one batch are made at once. */
    final List<HttpPost> sent = new CopyOnWriteArrayList<>();

    final Rejected rejected = new Rejected();
    final Captured lines = new Captured();
    final Webhook webhook;
    int status = 200;

    private final SqsPoisonQueue poison = new SqsPoisonQueue(rejected, "https://sqs.example/infrastructure-dlq");
    private final Telemetry telemetry = recording(Telemetry.ofFunction(lines.stream(), api.now, "test"));
    private final ErasureList erasures = new ErasureList(api.erasures, api.now);

    /** Makes a world with the webhook that the files of the delivery function name. */
    InvokeWorld(String tenant, String id) {
        WebhookKey key =
                new WebhookKey(new TenantId(tenant), WebhookId.parse(id).orElseThrow());
        Webhook valid = Webhooks.valid().events("memory.*").build();
        // The files' messages are of the first seconds after noon.
        api.now.set(ApiWorld.NOON.plusSeconds(60));
        this.webhook =
                new Webhook(key, 1, null, valid.settings(), true, null, valid.secret(), ApiWorld.NOON, ApiWorld.NOON);
        api.vault.put(key, valid.secret().version(), Credentials.of(new Secret("a-secret-for-tests")));
        api.webhooks.announce(key, ApiWorld.NOON.plusSeconds(300));
        api.webhooks.create(webhook, 100);
    }

    /** The infrastructure dead-letter queue: keeps what it is sent. */
    static final class Rejected implements SqsClient {
        final List<SendMessageRequest> messages = new ArrayList<>();

        @Override
        public SendMessageResponse sendMessage(SendMessageRequest request) {
            messages.add(request);
            return SendMessageResponse.builder().messageId("m").build();
        }

        List<String> reasons() {
            return messages.stream()
                    .map(message -> Objects.requireNonNull(
                                    message.messageAttributes().get("reason"))
                            .stringValue())
                    .toList();
        }

        @Override
        public String serviceName() {
            return "sqs";
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    /** Invokes the emitter; returns the ids of the messages that it leaves in the queue. */
    List<String> emit(String file) throws IOException {
        TypeRules rules =
                new TypeRules(api.types, new PackedLibrary(), new NetworkntSchemaCheck(), telemetry.journal());
        RequestStreamHandler emitter = new EmitterHandler(
                new ReceiveEvent(api.events, rules),
                new SkipErased(api.events, api.payloads, erasures),
                new FanOut(api.webhooks, api.events, ports().queue(), telemetry.journal(), telemetry.metrics()),
                new EmitterHandler.Queues(poison, ports().reports()),
                telemetry.metrics());
        return failures(invoke(emitter, file));
    }

    /** Invokes the delivery function; returns the ids of the messages that it leaves in the queue. */
    List<String> deliver(String file) throws IOException {
        return failures(invoke(delivery(), file));
    }

    /** Does the same with a file in which a user put something else. */
    List<String> deliverChanged(String file, String was, String is) throws IOException {
        String text = Files.readString(FILES.resolve(file)).replace(was, is);
        return failures(invoke(delivery(), Client.utf8(text)));
    }

    private DeliveryHandler delivery() {
        MakeAttempt makeAttempt = new MakeAttempt(
                post -> {
                    sent.add(post);
                    return new SendResult.Answered(status, List.of(), "ok", false, Duration.ofMillis(7));
                },
                new Render("1.0.0"),
                api.now);
        Deliver deliver = new Deliver(
                ports(),
                new LoadWebhook(api.webhooks, api.vault, api.now),
                makeAttempt,
                RULES,
                new Deliver.Timing(api.now, new Random(1)));
        DropErased dropErased = new DropErased(ports(), erasures, api.now);
        return new DeliveryHandler(dropErased, deliver, poison, api.now);
    }

    /** Keeps what is logged for the tests of the API's world, too. */
    private Telemetry recording(Telemetry real) {
        Journal both = (level, event, fields) -> {
            api.journal.write(level, event, fields);
            real.journal().write(level, event, fields);
        };
        return new Telemetry(both, real.metrics(), real.flush());
    }

    private DeliveryPorts ports() {
        DeliveryPorts ports = api.ports();
        return new DeliveryPorts(
                ports.states(),
                ports.log(),
                ports.waiting(),
                ports.history(),
                ports.events(),
                ports.queue(),
                ports.deadLetters(),
                telemetry.journal(),
                ports.reports(),
                ports.webhooks(),
                telemetry.metrics());
    }

    /** Invokes the maintenance function. */
    void maintain(String file) throws IOException {
        RunJobs jobs = new RunJobs(
                api.jobs,
                new RedriveSlice(api.deadLetters, ports(), api.webhooks, api.now),
                new EraseSlice(api.payloads, api.erasures, ports(), api.now),
                telemetry.journal(),
                api.now);
        SweepCopies sweep =
                new SweepCopies(new InMemoryDeadLetterCopies(new InMemoryDeadLetterQueue()), api.deadLetters, api.now);
        BreakerGauge gauge = new BreakerGauge(
                api.configuration.wakeIndex(),
                ports().states(),
                telemetry.metrics(),
                RULES.breaker().openFor(),
                api.now);
        MoveSecrets moves = new MoveSecrets(
                api.configuration.webhookWalk(),
                api.vault,
                new MoveSecret(api.webhooks, api.vault, telemetry.journal(), api.now, new Random(1)),
                telemetry.journal(),
                api.now);
        Tick.Work work = new Tick.Work(new Release(ports(), RULES, api.now), jobs, sweep, gauge, moves);
        Tick tick =
                new Tick(api.configuration.wakeIndex(), work, api.webhooks, api.vault, telemetry.journal(), api.now);
        EnvironmentWebhook environment = new EnvironmentWebhook(
                api.webhooks,
                api.vault,
                () -> BrainBotVariables.of(Map.of()),
                api.limits.get().rules(Dialect.CONTINUUM, new UrlPolicy(false)),
                new EnvironmentWebhook.Surroundings(telemetry.journal(), api.now, new Random(1)));
        invoke(new MaintenanceHandler(tick, environment, telemetry.journal(), api.now), file);
    }

    private static List<String> failures(byte[] answer) throws IOException {
        return new JsonMapper().readTree(answer).path("batchItemFailures").findValuesAsText("itemIdentifier");
    }

    private byte[] invoke(RequestStreamHandler handler, String file) throws IOException {
        return invoke(handler, Files.readAllBytes(FILES.resolve(file)));
    }

    private byte[] invoke(RequestStreamHandler handler, byte[] event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TestContext context = new TestContext("lambda-request", REMAINING_MILLIS);
        telemetry.flushing(handler).handleRequest(new ByteArrayInputStream(event), out, context);
        return out.toByteArray();
    }

    /** Returns a first attempt that was answered with a failure. */
    static Attempt attempt(int status) {
        Instant started = Events.ACCEPTED.plusSeconds(1);
        return new Attempt(1, started, Duration.ofMillis(9), List.of(), status, "", false, "HTTP " + status, null);
    }

    /** Reads a file as Lambda's Java runtime would for a handler of that type. */
    static <T> T read(Class<T> type, String file) throws IOException {
        byte[] json = Files.readAllBytes(FILES.resolve(file));
        return LambdaEventSerializers.serializerFor(type, InvokeWorld.class.getClassLoader())
                .fromJson(new ByteArrayInputStream(json));
    }
}
