package io.continuum.webhooks.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.Priority;
import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.Config;
import io.continuum.webhooks.lambda.Wiring;
import io.continuum.webhooks.lambda.dynamodb.Tables;
import io.continuum.webhooks.local.LocalQueues;
import io.continuum.webhooks.local.LocalSettings;
import io.continuum.webhooks.local.aws.DynamoDbServer;
import io.continuum.webhooks.local.aws.EmbeddedSqs;
import io.continuum.webhooks.local.aws.LocalAws;
import io.continuum.webhooks.local.lambda.EventSourceMapping;
import io.continuum.webhooks.local.lambda.FunctionSettings;
import io.continuum.webhooks.local.lambda.InvocationResult;
import io.continuum.webhooks.local.lambda.LambdaFunction;
import io.continuum.webhooks.local.lambda.MappingSettings;
import io.continuum.webhooks.local.leaks.ApiTraffic;
import io.continuum.webhooks.local.leaks.Leaks;
import io.continuum.webhooks.local.secretsmanager.SecretsManagerServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The services on the wire, each behind a {@link Forward}, and the functions of the zip as processes. They leave no secret
 * anywhere: closing it fails otherwise.
 */
final class FunctionWorld implements AutoCloseable {
    static final Path ZIP = Path.of("../../functions/lambda/target/functions.zip");

    /** Its last 8 characters stand in lines by no chance. */
    static final String KEY = "an-admin-key-for-tests-4k8wz2qv";

    /** Short, so that what a killed process held comes back while a test waits. */
    private static final String VISIBILITY_SECONDS = "8";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final Leaks leaks = Leaks.listening();
    private final DynamoDbServer dynamoDb = DynamoDbServer.inMemory();
    private final EmbeddedSqs sqs = EmbeddedSqs.inMemory(0);
    private final SecretsManagerServer secrets = SecretsManagerServer.start(0);
    private final List<Runnable> opened = new ArrayList<>();
    private final List<String> log = new ArrayList<>();
    private final FunctionZip zip = FunctionZip.unpack(ZIP);
    private final LocalQueues queues;
    private final AwsClients aws;

    final Forward tables;
    final Forward messages;
    final Forward vault;

    FunctionWorld() {
        leaks.secret("admin key", KEY);
        tables = Forward.to(dynamoDb.endpoint(), text -> leaks.wrote("a request to the tables", text));
        messages = Forward.to(sqs.endpoint(), text -> leaks.wrote("a request to the queues", text));
        vault = Forward.to(secrets.endpoint());
        queues = LocalQueues.createMissing(
                sqs.client(), LocalSettings.of(Map.of("VISIBILITY_TIMEOUT_SECONDS", VISIBILITY_SECONDS)));
        aws = new AwsClients(
                DynamoDbClient.builder()
                        .endpointOverride(dynamoDb.endpoint())
                        .region(LocalAws.REGION)
                        .credentialsProvider(LocalAws.credentials())
                        .build(),
                sqs.client(),
                SecretsManagerClient.builder()
                        .endpointOverride(secrets.endpoint())
                        .region(LocalAws.REGION)
                        .credentialsProvider(LocalAws.credentials())
                        .build());
        tableNames().createMissing(aws.dynamoDb());
        try (Wiring wiring = Wiring.of(
                Config.of(environment()),
                aws,
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                InstantSource.system(),
                new SecureRandom())) {
            wiring.createApiKey().ensureAdmin(KEY);
        }
    }

    AwsClients aws() {
        return aws;
    }

    LocalQueues queues() {
        return queues;
    }

    Tables tableNames() {
        return new Tables("Webhooks", "Deliveries");
    }

    /** Returns the variables of every function. */
    Map<String, String> environment() {
        Map<String, String> env = new HashMap<>();
        env.put("STAGE", "test");
        env.put("WEBHOOKS_TABLE", tableNames().webhooks());
        env.put("DELIVERIES_TABLE", tableNames().deliveries());
        env.put("EVENTS_QUEUE_URL", queues.events().url());
        env.put("HIGH_QUEUE_URL", queues.delivery(Priority.HIGH).url());
        env.put("NORMAL_QUEUE_URL", queues.delivery(Priority.NORMAL).url());
        env.put("LOW_QUEUE_URL", queues.delivery(Priority.LOW).url());
        env.put("DEAD_LETTER_QUEUE_URL", queues.deadLetters().url());
        env.put("POISON_QUEUE_URL", queues.poison().url());
        env.put("ALLOW_INSECURE_TARGETS", "true");
        env.put("AWS_ENDPOINT_URL_DYNAMODB", tables.address().toString());
        env.put("AWS_ENDPOINT_URL_SQS", messages.address().toString());
        env.put("AWS_ENDPOINT_URL_SECRETS_MANAGER", vault.address().toString());
        return env;
    }

    ProcessSettings settings(String function) {
        return settings(function, PATIENCE);
    }

    ProcessSettings settings(String function, Duration timeout) {
        return ProcessSettings.of(
                FunctionSettings.of(function, timeout),
                "io.continuum.webhooks.lambda.function." + function,
                environment());
    }

    /** Starts a process, which ends with this world. */
    FunctionProcess start(ProcessSettings settings) {
        FunctionProcess process =
                FunctionProcess.start(zip, settings, InstantSource.system(), line -> note(settings, line));
        opened.add(process::close);
        return process;
    }

    /** Starts a function that gets a new process whenever the last one ended. */
    FunctionRuntime runtime(ProcessSettings settings) {
        FunctionRuntime runtime = new FunctionRuntime(() -> start(settings));
        opened.add(runtime::close);
        return runtime;
    }

    private void note(ProcessSettings settings, String line) {
        leaks.wrote("a line of " + settings.function().name(), line);
        synchronized (log) {
            log.add(settings.function().name() + " " + line);
        }
    }

    /** Returns where the search for secrets looks when this world ends. */
    Set<String> searched() {
        return leaks.places();
    }

    /** Returns what the processes of a function printed. */
    List<String> log(String function) {
        synchronized (log) {
            return log.stream().filter(line -> line.startsWith(function + " ")).toList();
        }
    }

    /** Maps a queue to a function, as Lambda does; the mapping ends with the caller. */
    EventSourceMapping map(LocalQueues.Queue queue, FunctionRuntime function) {
        MappingSettings settings = MappingSettings.of(queue.url(), queue.arn())
                .withWaits(Duration.ofSeconds(1), Duration.ofSeconds(20))
                .withMaximumConcurrency(2);
        LambdaFunction mapped =
                new LambdaFunction(FunctionSettings.of("mapped", PATIENCE), function, InstantSource.system(), _ -> {});
        return EventSourceMapping.start(settings, aws.sqs(), mapped, _ -> {});
    }

    /** An answer of the API. */
    record Answer(int status, JsonNode body) {}

    /** Calls the API as API Gateway does. */
    static Answer call(FunctionProcess api, String method, String path, @Nullable ObjectNode body) {
        ObjectNode event = JSON.createObjectNode();
        event.put("httpMethod", method).put("path", path);
        event.putObject("headers").put("X-API-Key", KEY).put("Content-Type", "application/json");
        event.put("body", body == null ? null : body.toString());
        ApiTraffic.calls(KEY, body == null ? "" : body.toString());
        JsonNode answer = json(answered(api.invoke(event.toString())));
        int status = answer.path("statusCode").asInt();
        String text = answer.path("body").asText("");
        Map<String, String> headers = Map.of("all", answer.path("headers").toString());
        ApiTraffic.answered(new ApiTraffic.Exchange(method + " " + path, status, headers, text));
        return new Answer(status, json(text));
    }

    /** Registers a webhook for memory events. */
    static JsonNode register(FunctionProcess api, String url) {
        ObjectNode body = object();
        body.put("url", url).putArray("events").add("memory.*");
        Answer answer = call(api, "POST", "/api/v1/webhooks", body);
        if (answer.status() != 201) {
            throw new AssertionError("not registered: " + answer);
        }
        return answer.body();
    }

    /** Publishes a memory event and returns its id. */
    static String publish(FunctionProcess api, String content) {
        ObjectNode body = object().put("event", "memory.created");
        body.putObject("data").put("content", content);
        Answer answer = call(api, "POST", "/api/v1/events", body);
        if (answer.status() != 202) {
            throw new AssertionError("not accepted: " + answer);
        }
        return answer.body().path("id").asText();
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static String answered(InvocationResult result) {
        return switch (result) {
            case InvocationResult.Answered(String payload) -> payload;
            case InvocationResult.Failed failed -> throw new AssertionError(failed);
            case InvocationResult.TimedOut out -> throw new AssertionError(out);
        };
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    Stream<Forward> forwards() {
        return Stream.of(tables, messages, vault);
    }

    /** Ends it, and fails if a secret of the run is anywhere in what the run left behind. */
    @Override
    public void close() {
        try (leaks) {
            opened.reversed().forEach(Runnable::run);
            forwards().forEach(Forward::close);
            io.continuum.webhooks.local.leaks.Tables.readInto(leaks, aws.dynamoDb(), "");
            aws.secretsManager().close();
            aws.dynamoDb().close();
            sqs.close();
            secrets.close();
            dynamoDb.close();
            zip.close();
            assertThat(leaks.found()).as("secrets found").isEmpty();
        }
    }
}
