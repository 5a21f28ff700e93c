package io.continuum.webhooks.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Stands between a client and an SQS server and answers some requests by itself. */
final class FaultyQueueEndpoint implements AutoCloseable {
    /** Decides on an answer in place of the server's; the argument is the operation, such as ReceiveMessage. */
    interface Fault extends Function<String, Optional<Answer>> {}

    record Answer(int status, String body) {}

    private final AtomicReference<Fault> fault = new AtomicReference<>(_ -> Optional.empty());
    private final AtomicInteger requests = new AtomicInteger();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final URI target;

    FaultyQueueEndpoint(URI target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    void fail(Fault chosen) {
        fault.set(chosen);
    }

    void recover() {
        fault.set(_ -> Optional.empty());
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        client.shutdownNow();
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Answer answer = fault.get()
                    .apply(operation.substring(operation.indexOf('.') + 1))
                    .orElseGet(() -> forward(exchange, body));
            byte[] bytes = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Answer forward(HttpExchange exchange, byte[] body) {
        var headers = exchange.getRequestHeaders();
        var request = HttpRequest.newBuilder(target.resolve(exchange.getRequestURI()))
                .header("Content-Type", headers.getFirst("Content-Type"))
                .header("X-Amz-Target", headers.getFirst("X-Amz-Target"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        var response = client.sendAsync(request, HttpResponse.BodyHandlers.ofString(UTF_8))
                .join();
        return new Answer(response.statusCode(), response.body());
    }
}
