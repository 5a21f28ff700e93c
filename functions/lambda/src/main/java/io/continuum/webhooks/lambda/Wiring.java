package io.continuum.webhooks.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.brainbot.EnvironmentWebhook;
import io.continuum.webhooks.core.brainbot.ReceiveNotification;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.deadletter.SweepCopies;
import io.continuum.webhooks.core.delivery.Deliver;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryRules;
import io.continuum.webhooks.core.delivery.DropErased;
import io.continuum.webhooks.core.delivery.DryRun;
import io.continuum.webhooks.core.delivery.LoadWebhook;
import io.continuum.webhooks.core.delivery.MakeAttempt;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.delivery.RetryDelivery;
import io.continuum.webhooks.core.delivery.TestWebhook;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.erasure.ErasureList;
import io.continuum.webhooks.core.erasure.Erasures;
import io.continuum.webhooks.core.erasure.Payloads;
import io.continuum.webhooks.core.event.AcceptBatch;
import io.continuum.webhooks.core.event.AcceptEvent;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.MeasuredEventQueue;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.core.event.ReceiveEvent;
import io.continuum.webhooks.core.event.type.AddEventType;
import io.continuum.webhooks.core.event.type.ChangeEventType;
import io.continuum.webhooks.core.event.type.EventTypeStore;
import io.continuum.webhooks.core.event.type.FindEventTypes;
import io.continuum.webhooks.core.event.type.RemoveEventType;
import io.continuum.webhooks.core.event.type.SchemaCheck;
import io.continuum.webhooks.core.event.type.TypeLibrary;
import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.fanout.FanOut;
import io.continuum.webhooks.core.fanout.SkipErased;
import io.continuum.webhooks.core.job.EraseSlice;
import io.continuum.webhooks.core.job.JobStore;
import io.continuum.webhooks.core.job.RecoverWebhook;
import io.continuum.webhooks.core.job.RedriveSlice;
import io.continuum.webhooks.core.job.RequestErasure;
import io.continuum.webhooks.core.job.RequestRedrive;
import io.continuum.webhooks.core.job.RunJobs;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.maintenance.BreakerGauge;
import io.continuum.webhooks.core.maintenance.MoveSecrets;
import io.continuum.webhooks.core.maintenance.Release;
import io.continuum.webhooks.core.maintenance.SettleSlots;
import io.continuum.webhooks.core.maintenance.Tick;
import io.continuum.webhooks.core.tenant.Allow;
import io.continuum.webhooks.core.tenant.Authenticate;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyStore;
import io.continuum.webhooks.core.webhook.DeleteWebhook;
import io.continuum.webhooks.core.webhook.FindWebhook;
import io.continuum.webhooks.core.webhook.MoveSecret;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.RotateSecret;
import io.continuum.webhooks.core.webhook.UpdateWebhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.api.Api;
import io.continuum.webhooks.lambda.api.ApiHandler;
import io.continuum.webhooks.lambda.api.Cursors;
import io.continuum.webhooks.lambda.delivery.DeliveryHandler;
import io.continuum.webhooks.lambda.dynamodb.DynamoAllowanceStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoCiphertexts;
import io.continuum.webhooks.lambda.dynamodb.DynamoDeadLetters;
import io.continuum.webhooks.lambda.dynamodb.DynamoDeliveryHistory;
import io.continuum.webhooks.lambda.dynamodb.DynamoDeliveryLog;
import io.continuum.webhooks.lambda.dynamodb.DynamoErasures;
import io.continuum.webhooks.lambda.dynamodb.DynamoEventStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoEventTypeStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoIdempotency;
import io.continuum.webhooks.lambda.dynamodb.DynamoIncomingLog;
import io.continuum.webhooks.lambda.dynamodb.DynamoJobStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoKeyStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoPayloads;
import io.continuum.webhooks.lambda.dynamodb.DynamoStateStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoWaitingRoom;
import io.continuum.webhooks.lambda.dynamodb.DynamoWakeIndex;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookStore;
import io.continuum.webhooks.lambda.dynamodb.DynamoWebhookWalk;
import io.continuum.webhooks.lambda.dynamodb.Tables;
import io.continuum.webhooks.lambda.emitter.EmitterHandler;
import io.continuum.webhooks.lambda.http.AddressLookup;
import io.continuum.webhooks.lambda.http.GuardedHttpSender;
import io.continuum.webhooks.lambda.http.RegistrationCheck;
import io.continuum.webhooks.lambda.http.SenderLimits;
import io.continuum.webhooks.lambda.maintenance.MaintenanceHandler;
import io.continuum.webhooks.lambda.schema.NetworkntSchemaCheck;
import io.continuum.webhooks.lambda.schema.PackedLibrary;
import io.continuum.webhooks.lambda.secrets.AdminKeySecret;
import io.continuum.webhooks.lambda.secrets.BrainBotSecret;
import io.continuum.webhooks.lambda.secrets.DeploymentKey;
import io.continuum.webhooks.lambda.secrets.KeyringSecret;
import io.continuum.webhooks.lambda.secrets.KeyringVault;
import io.continuum.webhooks.lambda.secrets.SecretsManagerVault;
import io.continuum.webhooks.lambda.secrets.TwoVaults;
import io.continuum.webhooks.lambda.sqs.SqsDeadLetterCopies;
import io.continuum.webhooks.lambda.sqs.SqsDeadLetterQueue;
import io.continuum.webhooks.lambda.sqs.SqsDeliveryQueue;
import io.continuum.webhooks.lambda.sqs.SqsEventQueue;
import io.continuum.webhooks.lambda.sqs.SqsPoisonQueue;
import io.continuum.webhooks.lambda.sqs.SqsQueueDepths;
import io.continuum.webhooks.lambda.telemetry.Telemetry;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts a process together: every {@code new} of the platform, once. */
public final class Wiring implements AutoCloseable {
    /** Connections to receivers: every slot of a full set of batches that one process may hold. */
    private static final int RECEIVER_CONNECTIONS = 200;

    /** Four days of schedule and three of waiting, the longest that a delivery lives (spec §4, §5), and a day more. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(8);

    private final Config config;
    private final AwsClients aws;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Telemetry telemetry;
    private final Journal journal;
    private final UrlPolicy targets;
    private final KeyStore keys;
    private final WebhookStore webhooks;
    private final EventStore events;
    private final Tables tables;
    private final EventTypeStore types;
    private final TypeLibrary library = new PackedLibrary();
    private final SchemaCheck schemas = new NetworkntSchemaCheck();
    private final TwoVaults vault;
    private final DynamoWakeIndex wakes;
    private final DynamoIncomingLog incoming;
    private final Supplier<BrainBotSettings> brainBot;
    private final DeliveryPorts ports;
    private final LoadWebhook configurations;
    private final GuardedHttpSender sender;
    private final Render render;
    private final MakeAttempt makeAttempt;
    private final SqsPoisonQueue poison;
    private final DeadLetters deadLetters;
    private final JobStore jobs;
    private final Erasures erasures;
    private final Payloads payloads;

    /**
     * Puts a process together.
     *
     * @param telemetry receives log lines and metrics
     * @param random for ids, secrets and jitter; must be a cryptographic one, and differ between clones of a snapshot
     */
    private Wiring(Config config, AwsClients aws, Telemetry telemetry, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.aws = aws;
        this.clock = clock;
        this.random = random;
        this.telemetry = telemetry;
        this.journal = telemetry.journal();
        this.targets = new UrlPolicy(config.allowInsecureTargets());
        DynamoDbClient dynamo = aws.dynamoDb();
        // From an event's acceptance: what a retry still needs is never removed first.
        Duration retention = config.retention().plus(LONGEST_LIFE);
        this.tables = new Tables(config.names().webhooksTable(), config.names().deliveriesTable());
        this.keys = new DynamoKeyStore(dynamo, tables);
        this.webhooks = new DynamoWebhookStore(dynamo, tables, clock);
        this.events = new DynamoEventStore(dynamo, tables, clock, retention);
        this.types = new DynamoEventTypeStore(dynamo, tables);
        this.wakes = new DynamoWakeIndex(dynamo, tables);
        this.incoming = new DynamoIncomingLog(dynamo, tables, clock);
        this.brainBot = brainBot(config.brainBot(), aws);
        this.vault = vault();
        this.ports = new DeliveryPorts(
                new DynamoStateStore(dynamo, tables, clock, random),
                new DynamoDeliveryLog(dynamo, tables, clock, retention),
                new DynamoWaitingRoom(dynamo, tables, clock, retention),
                new DynamoDeliveryHistory(dynamo, tables, clock, retention),
                events,
                new SqsDeliveryQueue(aws.sqs(), deliveryQueues(), config.longestDelay(), clock),
                new SqsDeadLetterQueue(aws.sqs(), config.names().deadLetterQueue()),
                journal,
                new SqsEventQueue(aws.sqs(), config.names().eventsQueue()),
                webhooks,
                telemetry.metrics());
        this.configurations =
                new LoadWebhook(webhooks, vault, clock, config.limits().maxAttempts());
        this.sender = GuardedHttpSender.ofSystem(targets, SenderLimits.forConnections(RECEIVER_CONNECTIONS));
        this.render = new Render(config.botVersion());
        this.makeAttempt = new MakeAttempt(sender, render, clock);
        this.poison = new SqsPoisonQueue(aws.sqs(), config.names().poisonQueue());
        this.deadLetters = new DynamoDeadLetters(dynamo, tables, clock);
        this.jobs = new DynamoJobStore(dynamo, tables, clock);
        this.erasures = new DynamoErasures(dynamo, tables, clock, config.retention());
        this.payloads = new DynamoPayloads(dynamo, tables);
    }

    private TwoVaults vault() {
        KeyringSecret keyring =
                new KeyringSecret(aws.secretsManager(), config.secrets().keyring(), clock);
        return new TwoVaults(
                config.secrets().storage(),
                new SecretsManagerVault(aws.secretsManager(), config.names().stage()),
                new KeyringVault(new DynamoCiphertexts(aws.dynamoDb(), tables, clock), keyring, random));
    }

    private static Supplier<BrainBotSettings> brainBot(Config.BrainBot variables, AwsClients aws) {
        return variables.credentials().isEmpty()
                ? variables::settings
                : new BrainBotSecret(aws.secretsManager(), variables.credentials(), variables.settings());
    }

    /** Puts a process together from parts of the caller's, for a terminal: its log lines go to {@code out}. */
    public static Wiring of(
            Config config, AwsClients aws, PrintStream out, InstantSource clock, RandomGenerator random) {
        return of(config, aws, Telemetry.ofTerminal(out, clock), clock, random);
    }

    /** Puts a process together from parts of the caller's. */
    public static Wiring of(
            Config config, AwsClients aws, Telemetry telemetry, InstantSource clock, RandomGenerator random) {
        return new Wiring(config, aws, telemetry, clock, random);
    }

    /** Puts a second process together that is like this one, on other clients and with other ears. */
    Wiring another(AwsClients clients, PrintStream out) {
        return new Wiring(
                config, clients, Telemetry.ofFunction(out, clock, config.names().stage()), clock, random);
    }

    /** Returns what is done before a snapshot; {@code told} hears what fails. */
    Rehearsal rehearsal(Journal told) {
        return new Rehearsal(new Rehearsal.Parts(ports, vault, aws, config.names()), told);
    }

    /** Asks what the maintenance function has to do, and does nothing of it. */
    void readDue() {
        wakes.due(clock.instant(), 1);
    }

    /** Returns the handler of the api function. */
    public RequestStreamHandler apiHandler() {
        AdminKeySecret admin =
                new AdminKeySecret(aws.secretsManager(), config.adminKeySecret(), createApiKey(), journal, clock);
        return telemetry.flushing(new ApiHandler(api(), admin::ensure));
    }

    /** Returns the handler of the emitter function. */
    public RequestStreamHandler emitterHandler() {
        SkipErased skipErased = new SkipErased(events, payloads, new ErasureList(erasures, clock));
        return telemetry.flushing(new EmitterHandler(
                new ReceiveEvent(events, typeRules()),
                skipErased,
                new FanOut(webhooks, events, ports.queue(), journal, telemetry.metrics()),
                new EmitterHandler.Queues(poison, ports.reports()),
                telemetry.metrics()));
    }

    /** Returns the handler of the delivery function. */
    public RequestStreamHandler deliveryHandler() {
        Deliver deliver = new Deliver(ports, configurations, makeAttempt, rules(), new Deliver.Timing(clock, random));
        DropErased dropErased = new DropErased(ports, new ErasureList(erasures, clock), clock);
        return telemetry.flushing(new DeliveryHandler(dropErased, deliver, poison, clock));
    }

    /** Returns the handler of the maintenance function. */
    public RequestStreamHandler maintenanceHandler() {
        RunJobs runJobs = new RunJobs(
                jobs,
                new RedriveSlice(deadLetters, ports, webhooks, clock),
                new EraseSlice(payloads, erasures, ports, clock),
                journal,
                clock);
        SweepCopies sweep = new SweepCopies(
                new SqsDeadLetterCopies(aws.sqs(), config.names().deadLetterQueue()), deadLetters, clock);
        BreakerGauge gauge = new BreakerGauge(
                wakes, ports.states(), telemetry.metrics(), config.breaker().openFor(), clock);
        MoveSecrets moves = new MoveSecrets(
                new DynamoWebhookWalk(aws.dynamoDb(), tables),
                vault,
                new MoveSecret(webhooks, vault, journal, clock, random),
                journal,
                clock);
        Tick.Work work = new Tick.Work(new Release(ports, rules(), clock), runJobs, sweep, gauge, moves);
        Tick tick = new Tick(wakes, work, webhooks, vault, journal, clock);
        return telemetry.flushing(new MaintenanceHandler(tick, environmentWebhook(), journal, clock));
    }

    /** Returns what keeps markdown-brain-bot's webhook as the environment says. */
    public EnvironmentWebhook environmentWebhook() {
        return new EnvironmentWebhook(
                webhooks,
                vault,
                brainBot,
                config.limits().rules(Dialect.CONTINUUM, targets),
                new EnvironmentWebhook.Surroundings(journal, clock, random));
    }

    /** Returns what makes keys. */
    public CreateApiKey createApiKey() {
        return new CreateApiKey(keys, clock, random);
    }

    /** Returns what gives back the slots of dead workers, for a runner that is the only consumer. */
    public SettleSlots settleSlots() {
        return new SettleSlots(ports, rules());
    }

    /** Returns the states of webhooks. */
    public StateStore states() {
        return ports.states();
    }

    private Api api() {
        Api.Events happenings = eventsOfApi();
        RegistrationCheck check = new RegistrationCheck(targets, AddressLookup.ofSystem());
        return new Api(
                new Api.Keys(
                        new Authenticate(keys, clock),
                        createApiKey(),
                        keys,
                        new Allow(new DynamoAllowanceStore(aws.dynamoDb(), tables), clock)),
                new Api.Webhooks(
                        new RegisterWebhook(webhooks, vault, check, journal, clock, random),
                        new UpdateWebhook(webhooks, vault, check, journal, clock, random),
                        new DeleteWebhook(webhooks, vault, journal, clock),
                        new FindWebhook(webhooks),
                        webhooks),
                new Api.Deliveries(
                        new TestWebhook(ports, configurations, makeAttempt, clock, random),
                        new RetryDelivery(ports, clock),
                        ports.history(),
                        ports.waiting(),
                        ports.states()),
                jobs(),
                happenings,
                new Api.Wire(
                        new RotateSecret(webhooks, vault, journal, clock, random),
                        new DryRun(configurations, render, clock, random),
                        render),
                memory(happenings.accept()),
                new Api.Platform(
                        dialect -> config.limits().rules(dialect, targets),
                        new SqsQueueDepths(
                                aws.sqs(), deliveryQueues(), config.names().deadLetterQueue()),
                        new Cursors(new DeploymentKey(
                                aws.secretsManager(), config.names().stage(), random)),
                        new DynamoIdempotency(aws.dynamoDb(), tables, clock, random),
                        clock,
                        journal));
    }

    private Api.Memory memory(AcceptEvent accept) {
        return new Api.Memory(
                new ReceiveNotification(
                        incoming, events, accept, journal, new ReceiveNotification.Times(clock, random)),
                brainBot,
                config.brainBot().trustLoopback());
    }

    private Api.Events eventsOfApi() {
        EventQueue queue = new MeasuredEventQueue(
                new SqsEventQueue(aws.sqs(), config.names().eventsQueue()), telemetry.metrics());
        AcceptEvent accept = new AcceptEvent(events, queue, typeRules(), clock, random);
        return new Api.Events(
                accept,
                new AcceptBatch(accept, queue, typeRules()),
                events,
                new Api.EventTypes(
                        new FindEventTypes(types, library),
                        new AddEventType(types, schemas, journal, clock),
                        new ChangeEventType(types, schemas, journal, clock),
                        new RemoveEventType(types, journal)));
    }

    private TypeRules typeRules() {
        return new TypeRules(types, library, schemas, journal);
    }

    private Api.Jobs jobs() {
        RequestRedrive redrive =
                new RequestRedrive(new RequestRedrive.Stores(deadLetters, jobs, webhooks), ports, clock, random);
        return new Api.Jobs(
                deadLetters,
                redrive,
                new RecoverWebhook(deadLetters, ports.states(), redrive),
                new RequestErasure(erasures, jobs, clock, random),
                erasures);
    }

    private DeliveryRules rules() {
        return new DeliveryRules(config.breaker(), config.limits().ceiling());
    }

    private Map<Priority, String> deliveryQueues() {
        return Map.of(
                Priority.HIGH, config.names().highQueue(),
                Priority.NORMAL, config.names().normalQueue(),
                Priority.LOW, config.names().lowQueue());
    }

    /** Drops connections to receivers; the services' clients are their makers' to close. */
    @Override
    public void close() {
        sender.close();
    }
}
