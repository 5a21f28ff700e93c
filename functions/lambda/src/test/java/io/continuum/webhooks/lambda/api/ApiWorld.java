package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.brainbot.EnvironmentWebhook;
import io.continuum.webhooks.core.brainbot.ReceiveNotification;
import io.continuum.webhooks.core.deadletter.DeadLetters;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.DeliveryLog;
import io.continuum.webhooks.core.delivery.DeliveryPorts;
import io.continuum.webhooks.core.delivery.DeliveryQueue;
import io.continuum.webhooks.core.delivery.DeliveryTask;
import io.continuum.webhooks.core.delivery.DryRun;
import io.continuum.webhooks.core.delivery.LoadWebhook;
import io.continuum.webhooks.core.delivery.MakeAttempt;
import io.continuum.webhooks.core.delivery.Render;
import io.continuum.webhooks.core.delivery.RetryDelivery;
import io.continuum.webhooks.core.delivery.TestWebhook;
import io.continuum.webhooks.core.delivery.WaitingRoom;
import io.continuum.webhooks.core.egress.HttpSender;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.egress.TargetCheck;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.event.AcceptBatch;
import io.continuum.webhooks.core.event.AcceptEvent;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.type.AddEventType;
import io.continuum.webhooks.core.event.type.ChangeEventType;
import io.continuum.webhooks.core.event.type.FindEventTypes;
import io.continuum.webhooks.core.event.type.RemoveEventType;
import io.continuum.webhooks.core.event.type.TypeRules;
import io.continuum.webhooks.core.fake.InMemoryAllowanceStore;
import io.continuum.webhooks.core.fake.InMemoryConfiguration;
import io.continuum.webhooks.core.fake.InMemoryDeliveries;
import io.continuum.webhooks.core.fake.InMemoryErasures;
import io.continuum.webhooks.core.fake.InMemoryEventTypeStore;
import io.continuum.webhooks.core.fake.InMemoryIdempotency;
import io.continuum.webhooks.core.fake.InMemoryIncomingLog;
import io.continuum.webhooks.core.fake.InMemoryPayloads;
import io.continuum.webhooks.core.fake.InMemoryVault;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.health.QueueDepths;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.job.EraseSlice;
import io.continuum.webhooks.core.job.JobStore;
import io.continuum.webhooks.core.job.RecoverWebhook;
import io.continuum.webhooks.core.job.RedriveSlice;
import io.continuum.webhooks.core.job.RequestErasure;
import io.continuum.webhooks.core.job.RequestRedrive;
import io.continuum.webhooks.core.job.RunJobs;
import io.continuum.webhooks.core.journal.Metrics;
import io.continuum.webhooks.core.maintenance.WakeIndex;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Allow;
import io.continuum.webhooks.core.tenant.Authenticate;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.tenant.Dialect;
import io.continuum.webhooks.core.tenant.KeyStore;
import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.core.webhook.DeleteWebhook;
import io.continuum.webhooks.core.webhook.FindWebhook;
import io.continuum.webhooks.core.webhook.OperatorLimits;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.RotateSecret;
import io.continuum.webhooks.core.webhook.UpdateWebhook;
import io.continuum.webhooks.lambda.BrainBotVariables;
import io.continuum.webhooks.lambda.schema.NetworkntSchemaCheck;
import io.continuum.webhooks.lambda.schema.PackedLibrary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The API over stores in memory. Time stands still until it is moved; every name resolves but those that contain
 * {@code unresolvable}.
 */
final class ApiWorld {
    static final Instant NOON = Instant.parse("2025-12-06T12:00:00Z");
    static final String ADMIN_KEY = "admin-key-of-the-default-tenant";
    private static final DeliveryHistory.Query EVERYTHING =
            new DeliveryHistory.Query(null, null, null, null, null, 0, 250);

    final MutableClock now = new MutableClock(NOON);
    final AtomicReference<Supplier<QueueDepths.Depths>> depths =
            new AtomicReference<>(() -> new QueueDepths.Depths(3, 20, 1, Duration.ofSeconds(12), 4));
    final InMemoryConfiguration configuration = new InMemoryConfiguration();
    private final InMemoryDeliveries happened = new InMemoryDeliveries(now, Duration.ofDays(30));
    final KeyStore keys = configuration.keyStore();
    final InterruptedStore webhooks = new InterruptedStore(configuration.webhookStore(now));
    final StateStore states = configuration.stateStore(now);
    final EventStore events = happened.eventStore();
    final DeliveryLog log = happened.log();
    final WaitingRoom waiting = happened.waitingRoom();
    final DeliveryHistory history = new ShortPages(happened.history());
    final DeadLetters deadLetters = happened.deadLetters();
    final JobStore jobs = configuration.jobStore();
    final InMemoryPayloads payloads = happened.payloads();
    final InMemoryErasures erasures = new InMemoryErasures(now, Duration.ofDays(30));
    final InMemoryVault vault = new InMemoryVault();
    final RecordingJournal journal = new RecordingJournal();
    final InMemoryEventTypeStore types = new InMemoryEventTypeStore();
    final InMemoryIdempotency idempotency = new InMemoryIdempotency(now);
    final List<EventMessage> published = Collections.synchronizedList(new ArrayList<>());
    final AtomicReference<EventQueue> publishing = new AtomicReference<>(published::add);
    final List<DeliveryTask> tasks = new ArrayList<>();
    private final AtomicReference<BrainBotSettings> brainBot = new AtomicReference<>(BrainBotVariables.of(Map.of()));
    final AtomicReference<OperatorLimits> limits = new AtomicReference<>(OperatorLimits.NONE);
    final Api api;
    final ApiHandler handler;

    private final RandomGenerator random = new Random(20251206);
    private final CreateApiKey createApiKey = new CreateApiKey(keys, now, random);

    private final UrlPolicy policy;

    private ApiWorld(HttpSender sender, UrlPolicy policy, boolean trustLoopback) {
        this.policy = policy;
        createApiKey.ensureAdmin(ADMIN_KEY);
        TargetCheck targets = url -> !url.host().contains("unresolvable");
        DeliveryPorts ports = ports();
        LoadWebhook configurations = new LoadWebhook(webhooks, vault, now);
        Render render = new Render("1.0.0");
        Api.Events happenings = events(message -> publishing.get().send(message));
        this.api = new Api(
                new Api.Keys(
                        new Authenticate(keys, now), createApiKey, keys, new Allow(new InMemoryAllowanceStore(), now)),
                new Api.Webhooks(
                        new RegisterWebhook(webhooks, vault, targets, journal, now, random),
                        new UpdateWebhook(webhooks, vault, targets, journal, now, random),
                        new DeleteWebhook(webhooks, vault, journal, now),
                        new FindWebhook(webhooks),
                        webhooks),
                new Api.Deliveries(
                        new TestWebhook(ports, configurations, new MakeAttempt(sender, render, now), now, random),
                        new RetryDelivery(ports, now),
                        history,
                        waiting,
                        states),
                jobs(ports),
                happenings,
                new Api.Wire(
                        new RotateSecret(webhooks, vault, journal, now, random),
                        new DryRun(configurations, render, now, random),
                        render),
                new Api.Memory(
                        new ReceiveNotification(
                                new InMemoryIncomingLog(now),
                                events,
                                happenings.accept(),
                                journal,
                                new ReceiveNotification.Times(now, random)),
                        brainBot::get,
                        trustLoopback),
                new Api.Platform(
                        dialect -> limits.get().rules(dialect, policy),
                        () -> depths.get().get(),
                        new Cursors(() -> new byte[32]),
                        idempotency,
                        now,
                        journal));
        this.handler = new ApiHandler(api);
    }

    /** Returns a world whose receivers answer 200 at once. */
    static ApiWorld quiet() {
        HttpSender sender = _ -> new SendResult.Answered(200, List.of(), "ok", false, Duration.ofMillis(7));
        return new ApiWorld(sender, new UrlPolicy(false), false);
    }

    /** Returns the same as {@link #quiet()}, as the local runner has it: whoever is on this machine is trusted. */
    static ApiWorld local() {
        HttpSender sender = _ -> new SendResult.Answered(200, List.of(), "ok", false, Duration.ofMillis(7));
        return new ApiWorld(sender, new UrlPolicy(true), true);
    }

    /** Returns a world that sends by {@code sender}, to receivers on this machine too. */
    static ApiWorld sending(HttpSender sender) {
        return new ApiWorld(sender, new UrlPolicy(true), false);
    }

    /** Sets markdown-brain-bot's variables, and does what every process does then. */
    void environment(Map<String, String> variables) {
        brainBot.set(BrainBotVariables.of(variables));
        new EnvironmentWebhook(
                        webhooks,
                        vault,
                        brainBot::get,
                        limits.get().rules(Dialect.CONTINUUM, policy),
                        new EnvironmentWebhook.Surroundings(journal, now, random))
                .ensure();
    }

    /** Returns a client with a new key of the usual scopes. */
    Client client(String tenant) {
        return client(tenant, Scope.usual());
    }

    Client client(String tenant, Set<Scope> scopes) {
        return new Client(handler, key(tenant, scopes, null));
    }

    /** Returns a client with a new key of all scopes, of a tenant that speaks {@code lanonasis}. */
    Client lanonasis(String tenant) {
        return new Client(handler, key(tenant, Dialect.LANONASIS, Set.of(Scope.values()), null));
    }

    Client admin() {
        return new Client(handler, ADMIN_KEY);
    }

    Client nobody() {
        return new Client(handler, null);
    }

    String key(String tenant, Set<Scope> scopes, @Nullable Instant expiresAt) {
        return key(tenant, null, scopes, expiresAt);
    }

    private String key(String tenant, @Nullable Dialect dialect, Set<Scope> scopes, @Nullable Instant expiresAt) {
        CreateApiKey.Order order = new CreateApiKey.Order(new TenantId(tenant), dialect, scopes, "", expiresAt);
        Result<CreateApiKey.Made> made = createApiKey.create(order);
        return ((Result.Ok<CreateApiKey.Made>) made).value().key();
    }

    /** Returns all that the tenants have, to be compared with later. */
    String everything(String... tenants) {
        StringBuilder all = new StringBuilder();
        for (String name : tenants) {
            TenantId tenant = new TenantId(name);
            // Every request is a use of its key, a refused one too.
            all.append(webhooks.all(tenant))
                    .append(keys.list(tenant).stream()
                            .map(key -> key.usedOn(LocalDate.MAX))
                            .toList());
            webhooks.all(tenant).forEach(webhook -> all.append(history.list(webhook.key(), EVERYTHING)));
        }
        return all.append(published).append(tasks).append(vault.size()).toString();
    }

    /** Returns what the maintenance function would look at as half-made, a long time from now. */
    List<WebhookKey> halfMade() {
        return configuration.wakeIndex().due(NOON.plus(Duration.ofDays(1)), 100).stream()
                .flatMap(due -> due instanceof WakeIndex.Due.HalfMade(WebhookKey key) ? Stream.of(key) : Stream.of())
                .toList();
    }

    private Api.Jobs jobs(DeliveryPorts ports) {
        RequestRedrive redrive =
                new RequestRedrive(new RequestRedrive.Stores(deadLetters, jobs, webhooks), ports, now, random);
        return new Api.Jobs(
                deadLetters,
                redrive,
                new RecoverWebhook(deadLetters, states, redrive),
                new RequestErasure(erasures, jobs, now, random),
                erasures);
    }

    /** Does what the maintenance function does about jobs. */
    void runJobs() {
        DeliveryPorts ports = ports();
        List<JobKey> due = configuration.wakeIndex().due(now.instant(), 100).stream()
                .filter(WakeIndex.Due.Job.class::isInstance)
                .map(WakeIndex.Due.Job.class::cast)
                .map(WakeIndex.Due.Job::job)
                .toList();
        new RunJobs(
                        jobs,
                        new RedriveSlice(deadLetters, ports, webhooks, now),
                        new EraseSlice(payloads, erasures, ports, now),
                        journal,
                        now)
                .run(due, now.instant().plusSeconds(60));
    }

    private Api.Events events(EventQueue queue) {
        TypeRules rules = new TypeRules(types, new PackedLibrary(), new NetworkntSchemaCheck(), journal);
        AcceptEvent accept = new AcceptEvent(events, queue, rules, now, random);
        return new Api.Events(
                accept,
                new AcceptBatch(accept, queue, rules),
                events,
                new Api.EventTypes(
                        new FindEventTypes(types, new PackedLibrary()),
                        new AddEventType(types, new NetworkntSchemaCheck(), journal, now),
                        new ChangeEventType(types, new NetworkntSchemaCheck(), journal, now),
                        new RemoveEventType(types, journal)));
    }

    DeliveryPorts ports() {
        DeliveryQueue queue = new DeliveryQueue() {
            @Override
            public void send(DeliveryTask task) {
                tasks.add(task);
            }

            @Override
            public void sendAll(List<DeliveryTask> all) {
                tasks.addAll(all);
            }
        };
        return new DeliveryPorts(
                states, log, waiting, history, events, queue, _ -> {}, journal, published::add, webhooks, Metrics.NONE);
    }
}
