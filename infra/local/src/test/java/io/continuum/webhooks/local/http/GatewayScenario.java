package io.continuum.webhooks.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.local.lambda.Handlers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A gateway before code of the test's choice, which records the events, and a client. */
final class GatewayScenario implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-23T09:00:00.123Z");
    static final String EMPTY_ANSWER = "{\"statusCode\": 204}";

    final BlockingQueue<JsonNode> events = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpGateway gateway;

    private GatewayScenario(Duration integrationTimeout, Handlers.Code code) {
        var function = Handlers.function(Duration.ofSeconds(30), (event, context) -> {
            events.add(event);
            return code.handle(event, context);
        });
        gateway = HttpGateway.start(
                GatewaySettings.onPort(0).withIntegrationTimeout(integrationTimeout),
                function,
                InstantSource.fixed(NOW),
                Map.of());
    }

    /** A gateway whose function answers 204. */
    static GatewayScenario recording() {
        return answering(_ -> EMPTY_ANSWER);
    }

    static GatewayScenario answering(Function<JsonNode, String> code) {
        return new GatewayScenario(Duration.ofSeconds(29), (event, _) -> code.apply(event));
    }

    static GatewayScenario withTimeout(Duration integrationTimeout, Handlers.Code code) {
        return new GatewayScenario(integrationTimeout, code);
    }

    URI address() {
        return gateway.address();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address().resolve(path)));
    }

    HttpResponse<String> post(byte[] body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address().resolve("/post")).POST(BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofByteArray());
    }

    /** The event of the next request. */
    JsonNode event() throws InterruptedException {
        JsonNode event = events.poll(10, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event within 10 s");
        }
        return event;
    }

    @Override
    public void close() {
        gateway.close();
        client.shutdownNow();
    }
}
