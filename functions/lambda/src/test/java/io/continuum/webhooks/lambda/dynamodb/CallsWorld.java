package io.continuum.webhooks.lambda.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.core.fake.MutableClock;
import io.continuum.webhooks.core.fake.Webhooks;
import io.continuum.webhooks.lambda.AwsClients;
import io.continuum.webhooks.lambda.Config;
import io.continuum.webhooks.lambda.Wiring;
import io.continuum.webhooks.lambda.api.TestContext;
import io.continuum.webhooks.lambda.telemetry.Captured;
import io.continuum.webhooks.lambda.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The four functions as a deployment puts them together, each in a process of its own, over clients that count. Queues hand
 * nothing out by themselves: a test takes what was sent and invokes the function with it.
 */
final class CallsWorld implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String KEY = "an-admin-key-for-the-tests";
    private static final String QUEUES = "https://sqs.test/";

    /** What Lambda leaves a function of one minute at its beginning. */
    private static final int REMAINING_MILLIS = 60_000;

    final MutableClock clock = new MutableClock(Webhooks.EPOCH);

    private final Tables tables = TestDynamo.freshTables();
    private final MeteredDynamo dynamo = new MeteredDynamo(TestDynamo.client());
    private final CountedQueues queues = new CountedQueues();
    private final CountedSecrets secrets = new CountedSecrets();
    private final List<Wiring> processes = new ArrayList<>();
    private final HttpServer receiver;
    private final AtomicInteger requests = new AtomicInteger();
    private final RequestStreamHandler api;
    private final RequestStreamHandler emitter;
    private final RequestStreamHandler maintenance;
    private RequestStreamHandler delivery;
    private volatile int status = 200;
    private int messages;

    CallsWorld() {
        try {
            receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        receiver.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        receiver.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
        Wiring first = process();
        first.createApiKey().ensureAdmin(KEY);
        api = first.apiHandler();
        emitter = process().emitterHandler();
        delivery = process().deliveryHandler();
        maintenance = process().maintenanceHandler();
    }

    private Wiring process() {
        Map<String, String> env = new HashMap<>();
        env.put("STAGE", "test");
        env.put("WEBHOOKS_TABLE", tables.webhooks());
        env.put("DELIVERIES_TABLE", tables.deliveries());
        for (String name : List.of("EVENTS", "HIGH", "NORMAL", "LOW", "DEAD_LETTER", "POISON")) {
            env.put(name + "_QUEUE_URL", QUEUES + name);
        }
        env.put("ALLOW_INSECURE_TARGETS", "true");
        Wiring process = Wiring.of(
                Config.of(env),
                new AwsClients(dynamo, queues, secrets),
                Telemetry.ofFunction(new Captured().stream(), clock, "test"),
                clock,
                new Random(processes.size()));
        processes.add(process);
        return process;
    }

    /** From now on the receiver answers with {@code newStatus}. */
    void answer(int newStatus) {
        status = newStatus;
    }

    /** Registers a webhook for {@code event}; {@code more} is the rest of the body, beginning with a comma or empty. */
    String register(String event, String more) {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook";
        String body = "{\"url\":\"%s\",\"events\":[\"%s\"]%s}".formatted(url, event, more);
        return call("POST", "/v1/webhooks", body, 201).path("id").asText();
    }

    /** Switches a webhook on or off. */
    void activate(String webhook, boolean active) {
        call("PATCH", "/v1/webhooks/" + webhook, "{\"active\":" + active + "}", 200);
    }

    /** Publishes through the API. */
    void publish(String path, String body) {
        call("POST", path, body, 202);
    }

    private JsonNode call(String method, String path, String body, int expected) {
        ObjectNode event = JSON.createObjectNode();
        event.put("httpMethod", method).put("path", path).put("body", body).put("isBase64Encoded", false);
        event.putObject("headers").put("Authorization", "Bearer " + KEY).put("Content-Type", "application/json");
        event.putObject("requestContext")
                .put("requestId", "r")
                .putObject("identity")
                .put("sourceIp", "203.0.113.7");
        JsonNode answer = invoke(api, event);
        assertThat(answer.path("statusCode").asInt()).as(answer.toString()).isEqualTo(expected);
        try {
            return JSON.readTree(answer.path("body").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes what waits for the emitter. */
    List<String> events() {
        return queues.take(QUEUES + "EVENTS");
    }

    /** Takes what waits for the delivery function. */
    List<String> tasks() {
        return queues.take(QUEUES + "NORMAL");
    }

    /** Takes what lies in the queue of dead letters. */
    List<String> deadLetters() {
        return queues.take(QUEUES + "DEAD_LETTER");
    }

    /** Invokes the emitter with a batch. */
    void emit(List<String> bodies) {
        invokeAll(emitter, bodies, 1);
    }

    /** Invokes the delivery function with a batch. */
    void deliver(List<String> bodies) {
        invokeAll(delivery, bodies, 1);
    }

    /** Does the same with messages that the queue hands out for the second time. */
    void redeliver(List<String> bodies) {
        invokeAll(delivery, bodies, 2);
    }

    /** Starts the delivery function's process again: it has read nothing. */
    void restartDelivery() {
        delivery = process().deliveryHandler();
    }

    /** Invokes the maintenance function. */
    void tick() {
        invoke(maintenance, JSON.createObjectNode().put("source", "aws.events"));
    }

    /** Sends events to webhooks of {@code type} by the queue, and returns the tasks that come of them. */
    List<String> tasks(String type, int many) {
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            bodies.add(event(type));
        }
        emit(bodies);
        return tasks();
    }

    /** Returns a producer's message. */
    static String event(String type) {
        return "{\"v\":1,\"event\":\"%s\",\"data\":{\"memory_id\":\"mem_abc123\",\"importance\":0.85}}".formatted(type);
    }

    /** Returns a producer's message about a user's event. */
    static String eventOf(String user, String type) {
        return "{\"v\":1,\"event\":\"%s\",\"user_id\":\"%s\",\"data\":{\"memory_id\":\"mem_abc123\"}}"
                .formatted(type, user);
    }

    private void invokeAll(RequestStreamHandler handler, List<String> bodies, int receives) {
        ObjectNode event = JSON.createObjectNode();
        ArrayNode records = event.putArray("Records");
        for (String body : bodies) {
            messages++;
            ObjectNode record = records.addObject();
            record.put("messageId", "00000000-0000-0000-0000-%012d".formatted(messages))
                    .put("body", body)
                    .put("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:queue");
            record.putObject("attributes")
                    .put("ApproximateReceiveCount", Integer.toString(receives))
                    .put("SentTimestamp", Long.toString(clock.instant().toEpochMilli()));
        }
        JsonNode answer = invoke(handler, event);
        assertThat(answer.path("batchItemFailures")).isEmpty();
    }

    private static JsonNode invoke(RequestStreamHandler handler, JsonNode event) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(JSON.writeValueAsBytes(event)),
                    out,
                    new TestContext("r", REMAINING_MILLIS));
            return JSON.readTree(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does {@code what} and returns what it took, as a line of the table. */
    String line(String situation, Runnable what) {
        dynamo.tally();
        queues.tally();
        secrets.tally();
        requests.set(0);
        what.run();
        MeteredDynamo.Tally used = dynamo.tally();
        return "| %s | %s | %s | %s | %s | %s | %d |"
                .formatted(
                        situation,
                        text(used.operations()),
                        units(used.reads()),
                        units(used.writes()),
                        text(queues.tally()),
                        text(secrets.tally()),
                        requests.get());
    }

    private static String text(Map<String, Integer> operations) {
        return operations.isEmpty()
                ? "–"
                : operations.entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static String units(double units) {
        return units == Math.rint(units) ? Long.toString(Math.round(units)) : Double.toString(units);
    }

    /** Moves the clock on. */
    void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    public void close() {
        receiver.stop(0);
        processes.forEach(Wiring::close);
        TestDynamo.drop(tables);
    }
}
