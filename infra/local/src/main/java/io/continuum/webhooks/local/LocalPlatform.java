package io.continuum.webhooks.local;

import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.Config;
import io.continuum.webhooks.lambda.PlatformFunction;
import io.continuum.webhooks.lambda.Wiring;
import io.continuum.webhooks.lambda.dynamodb.Tables;
import io.continuum.webhooks.local.http.GatewaySettings;
import io.continuum.webhooks.local.http.HttpGateway;
import io.continuum.webhooks.local.http.SampleReceiver;
import io.continuum.webhooks.local.lambda.EventSourceMapping;
import io.continuum.webhooks.local.lambda.FunctionSettings;
import io.continuum.webhooks.local.lambda.LambdaFunction;
import io.continuum.webhooks.local.lambda.MappingSettings;
import io.continuum.webhooks.local.lambda.MinuteTimer;
import io.continuum.webhooks.local.lambda.ScheduleSettings;
import io.continuum.webhooks.local.process.Shutdown;
import io.continuum.webhooks.local.process.StartFailure;
import java.io.PrintStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The whole platform on one machine: the same handlers as in Lambda, behind a gateway, event-source mappings and a
 * timer.
 */
public final class LocalPlatform {
    private static final Duration API_TIMEOUT = Duration.ofSeconds(29);
    private static final Duration FUNCTION_TIMEOUT = Duration.ofSeconds(60);

    /** Short, because closing waits for it. */
    private static final Duration POLL = Duration.ofSeconds(1);

    /** Invocations of the emitter at a time: a deployment's default ({@code emitterConcurrency}). */
    private static final int EMITTERS = 20;

    /**
     * Invocations of the delivery function at a time and queue: a deployment's default ({@code maxConcurrency}). With
     * as many as ten, receivers that hang can hold all of them, and nobody puts off what waits behind.
     */
    private static final int DELIVERIES = 50;

    /** The same in another AWS: an emulator answers one call after the other, and more only wait for each other there. */
    private static final int ELSEWHERE = 10;

    /** How long closing waits for requests in flight; what is not settled by then is delivered again. */
    private static final Duration DRAIN = Duration.ofSeconds(20);

    private final HttpGateway gateway;
    private final AwsClients aws;
    private final LocalQueues queues;
    private final MinuteTimer timer;
    private final AdminKey adminKey;
    private final LocalFunctions functions;

    private LocalPlatform(Parts parts, HttpGateway gateway) {
        this.gateway = gateway;
        this.aws = parts.aws;
        this.queues = parts.queues;
        this.timer = parts.timer;
        this.adminKey = parts.adminKey;
        this.functions = parts.functions;
    }

    private record Parts(
            AwsClients aws, LocalQueues queues, MinuteTimer timer, AdminKey adminKey, LocalFunctions functions) {}

    /**
     * Starts everything, in an order in which nothing is asked before it can answer.
     *
     * @param shutdown closes what is started, newest first
     * @param out receives the functions' log lines and the sample receiver's
     * @throws StartFailure if something is in the way that the user can remove
     */
    public static LocalPlatform start(LocalSettings settings, Shutdown shutdown, PrintStream out) {
        return start(settings, LocalServices.start(settings, shutdown), FunctionClients.SHARED, shutdown, out);
    }

    /**
     * As {@link #start(LocalSettings, Shutdown, PrintStream)}, in an AWS that somebody else started.
     *
     * @param aws clients of it, closed by the caller; missing tables and queues are made
     * @param each what the functions use of it; whatever is not theirs in a deployment is done by {@code aws} itself
     */
    public static LocalPlatform start(
            LocalSettings settings, AwsClients aws, FunctionClients each, Shutdown shutdown, PrintStream out) {
        InstantSource clock = InstantSource.system();
        SecureRandom random = new SecureRandom();
        LocalQueues queues = LocalQueues.createMissing(aws.sqs(), settings);
        Config config = config(settings, queues);
        Tables tables =
                new Tables(config.names().webhooksTable(), config.names().deliveriesTable());
        tables.createMissing(aws.dynamoDb());
        new LocalKeyring(aws.secretsManager(), random).createMissing(config.secrets());
        AdminKey adminKey = AdminKey.of(settings, random);
        try (Wiring runner = Wiring.of(config, aws, out, clock, random)) {
            runner.createApiKey().ensureAdmin(adminKey.key());
            runner.environmentWebhook().ensure();
            new OpenSlots(aws.dynamoDb(), tables.webhooks()).settle(runner, clock.instant());
        }
        LocalFunctions functions = shutdown.closes(
                "functions", new LocalFunctions(each, aws, clients -> Wiring.of(config, clients, out, clock, random)));

        LambdaFunction maintenance = function(functions, PlatformFunction.MAINTENANCE, clock, out);
        MinuteTimer timer = shutdown.closes(
                "timer", new MinuteTimer(ScheduleSettings.everyMinute("webhooks-maintenance"), maintenance, clock));
        boolean embedded = settings.endpoint() == null;
        int emitters = embedded ? EMITTERS : ELSEWHERE;
        int deliveries = embedded ? DELIVERIES : ELSEWHERE;
        List<EventSourceMapping> mappings = new ArrayList<>();
        shutdown.closes("mappings", () -> closeAtOnce(mappings));
        LambdaFunction emitter = function(functions, PlatformFunction.EMITTER, clock, out);
        mappings.add(map(aws, queues.events(), emitters, emitter, out));
        LambdaFunction delivery = function(functions, PlatformFunction.DELIVERY, clock, out);
        for (Priority priority : Priority.values()) {
            mappings.add(map(aws, queues.delivery(priority), deliveries, delivery, out));
        }
        LambdaFunction api = new LambdaFunction(
                FunctionSettings.of(PlatformFunction.API.id(), API_TIMEOUT),
                PlatformFunction.API.handler(functions.of(PlatformFunction.API)),
                clock,
                out::println);
        HttpGateway gateway = shutdown.closes(
                "gateway",
                HttpGateway.start(
                        GatewaySettings.onPort(settings.port()),
                        api,
                        clock,
                        Map.of(SampleReceiver.PATH, new SampleReceiver(clock, out::println))));
        // What became due while nobody was there does not wait for another minute.
        timer.fire();
        timer.start();
        return new LocalPlatform(new Parts(aws, queues, timer, adminKey, functions), gateway);
    }

    /** Returns where the API answers. */
    public URI address() {
        return gateway.address();
    }

    /** Returns the admin key if the user cannot know it yet. */
    public Optional<String> adminKeyToPrint() {
        return adminKey.made() ? Optional.of(adminKey.key()) : Optional.empty();
    }

    /** Returns the clients of the services, for whoever looks behind the API. */
    public AwsClients aws() {
        return aws;
    }

    /** Returns the queues by name. */
    public LocalQueues queues() {
        return queues;
    }

    /** Returns the timer of the maintenance function, to have it fire at once. */
    public MinuteTimer timer() {
        return timer;
    }

    /** Returns the functions' processes. */
    public LocalFunctions functions() {
        return functions;
    }

    private static LambdaFunction function(
            LocalFunctions functions, PlatformFunction function, InstantSource clock, PrintStream out) {
        return new LambdaFunction(
                FunctionSettings.of(function.id(), FUNCTION_TIMEOUT),
                function.handler(functions.of(function)),
                clock,
                out::println);
    }

    private static EventSourceMapping map(
            AwsClients aws, LocalQueues.Queue queue, int concurrency, LambdaFunction function, PrintStream out) {
        MappingSettings settings = MappingSettings.of(queue.url(), queue.arn())
                .withMaximumConcurrency(concurrency)
                .withWaits(POLL, DRAIN);
        return EventSourceMapping.start(settings, aws.sqs(), function, out::println);
    }

    /** All at the same time: each waits for its long poll and for its requests in flight. */
    private static void closeAtOnce(List<EventSourceMapping> mappings) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            mappings.forEach(mapping -> threads.execute(mapping::close));
        }
    }

    private static Config config(LocalSettings settings, LocalQueues queues) {
        Map<String, String> env = new HashMap<>(settings.functions());
        env.put("STAGE", settings.stage());
        // Named even where new secrets go elsewhere: older ones may still be under it.
        env.putIfAbsent("KEYRING_SECRET", LocalKeyring.nameOf(settings.stage()));
        // The gateway listens on this machine only, and says who calls.
        env.put("TRUST_LOOPBACK_CALLERS", "true");
        env.put("WEBHOOKS_TABLE", settings.named("Webhooks"));
        env.put("DELIVERIES_TABLE", settings.named("Deliveries"));
        env.put("EVENTS_QUEUE_URL", queues.events().url());
        env.put("HIGH_QUEUE_URL", queues.delivery(Priority.HIGH).url());
        env.put("NORMAL_QUEUE_URL", queues.delivery(Priority.NORMAL).url());
        env.put("LOW_QUEUE_URL", queues.delivery(Priority.LOW).url());
        env.put("DEAD_LETTER_QUEUE_URL", queues.deadLetters().url());
        env.put("POISON_QUEUE_URL", queues.poison().url());
        try {
            return Config.of(env);
        } catch (IllegalArgumentException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
