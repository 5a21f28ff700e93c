package io.continuum.webhooks.local.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.LambdaProcess;
import io.continuum.webhooks.lambda.PlatformFunction;
import io.continuum.webhooks.local.LocalPlatform;
import io.continuum.webhooks.local.LocalQueues;
import io.continuum.webhooks.local.LocalServices;
import io.continuum.webhooks.local.LocalSettings;
import io.continuum.webhooks.local.leaks.Leaks;
import io.continuum.webhooks.local.leaks.LogLines;
import io.continuum.webhooks.local.leaks.SdkListener;
import io.continuum.webhooks.local.leaks.Tables;
import io.continuum.webhooks.local.permissions.Call;
import io.continuum.webhooks.local.permissions.CallLog;
import io.continuum.webhooks.local.permissions.Rights;
import io.continuum.webhooks.local.process.Shutdown;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The platform in this JVM, on a free port; in memory, or in another AWS with names of its own ({@link TestAws}). Its
 * functions may call what their roles allow in a deployment, and leave no secret anywhere: closing it fails otherwise.
 */
final class TestPlatform implements AutoCloseable {
    /** Its last 8 characters stand lines by chance. */
    static final String KEY = "an-admin-key-for-tests-6q2zr9xw";

    private static final List<String> SECRET_VARIABLES = List.of("MEM0_WEBHOOK_TOKEN", "MEM0_WEBHOOK_SECRET");

    private final Leaks leaks = Leaks.listening();
    private final PrintStream lines = LogLines.into(leaks);
    private final CallLog calls;
    private final Map<String, String> always = new HashMap<>();
    private final Shutdown services = shutdown();
    private final AwsClients aws;
    private final Shutdown shutdown = shutdown();
    private LocalPlatform platform;

    private TestPlatform(Map<String, String> env, Optional<URI> endpoint, Consumer<AwsClients> before) {
        always.putAll(Map.of("PORT", "0", "DATA_DIR", "memory", "ADMIN_KEY", KEY));
        endpoint.ifPresent(there -> {
            always.put("STAGE", "test-" + UUID.randomUUID());
            always.put("AWS_ENDPOINT_URL", there.toString());
        });
        leaks.secret("admin key", KEY);
        // All other clients, and every client of another AWS, have interceptors.
        calls = new CallLog(request -> {
            if (endpoint.isEmpty() && request instanceof DynamoDbRequest) {
                SdkListener.hear(request);
            }
        });
        aws = endpoint.isEmpty()
                ? LocalServices.start(settings(Map.of()), services)
                : services.closes("clients", TestAws.at(endpoint.get())).clients();
        before.accept(aws);
        platform = started(env);
    }

    private static Shutdown shutdown() {
        return new Shutdown(Duration.ofSeconds(30), _ -> {});
    }

    private LocalSettings settings(Map<String, String> env) {
        Map<String, String> all = new HashMap<>(env);
        all.putAll(always);
        return LocalSettings.of(all);
    }

    private LocalPlatform started(Map<String, String> env) {
        SECRET_VARIABLES.forEach(name -> leaks.secret(name, env.getOrDefault(name, "")));
        return LocalPlatform.start(settings(env), aws, calls, shutdown, lines);
    }

    static TestPlatform with(Map<String, String> env) {
        return with(env, _ -> {});
    }

    /** As {@link #with(Map)}, and has {@code before} put into AWS what the stack of a deployment makes. */
    static TestPlatform with(Map<String, String> env, Consumer<AwsClients> before) {
        return new TestPlatform(env, TestAws.endpoint(), before);
    }

    /** As {@link #with(Map)}, in the AWS at {@code endpoint}. */
    static TestPlatform at(URI endpoint, Map<String, String> env) {
        return new TestPlatform(env, Optional.of(endpoint), _ -> {});
    }

    /** Stops, and starts over what is stored, with other settings. Its address is another one then. */
    void restart(Map<String, String> env) {
        shutdown.closeAll();
        platform = started(env);
    }

    LocalPlatform platform() {
        return platform;
    }

    Api api() {
        return new Api(platform.address(), KEY);
    }

    /** Returns whether no queue of tasks has a message, visible, delayed or in flight. */
    boolean idle() {
        return platform.queues().deliveries().values().stream().allMatch(queue -> messages(queue) == 0);
    }

    /** Returns how many messages a queue has, visible, delayed or in flight. */
    int messages(LocalQueues.Queue queue) {
        return aws
                .sqs()
                .getQueueAttributes(request -> request.queueUrl(queue.url())
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    /** Does what each function does before its snapshot is taken. */
    void rehearse() {
        for (PlatformFunction function : PlatformFunction.values()) {
            LambdaProcess.rehearse(
                    function, platform.functions().of(function), calls.of(function, aws), (_, step, fields) -> {
                        throw new AssertionError(step + " " + fields);
                    });
        }
    }

    /** Returns what the functions called so far. */
    Set<Call> calls() {
        return calls.calls();
    }

    /** Returns its stage, by which it is alone in an AWS that others use too. */
    String stage() {
        return settings(Map.of()).stage();
    }

    /** Returns the name of its table of webhooks. */
    String webhooksTable() {
        return settings(Map.of()).named("Webhooks");
    }

    /** Returns where its log lines go. */
    PrintStream lines() {
        return lines;
    }

    Leaks leaks() {
        return leaks;
    }

    /** Ends it, and fails if a secret of the run is anywhere in what the run left behind. */
    @Override
    public void close() {
        try (leaks) {
            shutdown.closeAll();
            Tables.readInto(leaks, aws.dynamoDb(), always.getOrDefault("STAGE", ""));
            services.closeAll();
            assertThat(leaks.found()).as("secrets found").isEmpty();
        }
        calls.checkAgainst(Rights.ofDeployment());
    }
}
