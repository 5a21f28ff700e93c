package io.continuum.webhooks.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.local.lambda.InvocationResult;
import io.continuum.webhooks.local.lambda.LambdaFunction;
import io.continuum.webhooks.local.process.PortInUse;
import io.continuum.webhooks.local.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * API Gateway with one REST API on a port of 127.0.0.1: each request becomes a proxy event for one function, and the
 * function's answer becomes the response. Paths given to mounted handlers do not reach the function.
 *
 * <p>Answers by itself, as API Gateway does: 413 for a body above 10 MB, 431 for too large headers, 502 when the
 * function fails or answers nonsense, 504 when it takes longer than the integration timeout.
 */
public final class HttpGateway implements AutoCloseable {
    /** Largest body, in bytes (API Gateway quotas: "payload size 10 MB"). */
    static final int MAX_BODY_BYTES = 10 * 1024 * 1024;

    /** What is read and thrown away of a larger one, so that the client reads the answer and not a broken pipe. */
    private static final long MAX_DRAIN_BYTES = 6L * MAX_BODY_BYTES;

    /** API Gateway takes 10,240; more here, because cookies of every program on a laptop's localhost come along. */
    static final int MAX_HEADER_BYTES = 32 * 1024;

    private static final int STOP_SECONDS = 5;

    private final GatewaySettings settings;
    private final LambdaFunction function;
    private final InstantSource clock;
    private final Map<String, HttpHandler> mounts;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private HttpGateway(
            GatewaySettings settings,
            LambdaFunction function,
            InstantSource clock,
            Map<String, HttpHandler> mounts,
            HttpServer server) {
        this.settings = settings;
        this.function = function;
        this.clock = clock;
        this.mounts = Map.copyOf(mounts);
        this.server = server;
    }

    /**
     * Starts listening.
     *
     * @param mounts handlers by path without a slash at the end; each gets its path and all below it
     * @throws StartFailure when the port is taken
     */
    public static HttpGateway start(
            GatewaySettings settings, LambdaFunction function, InstantSource clock, Map<String, HttpHandler> mounts) {
        HttpServerTuning.apply();
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), 0);
            var gateway = new HttpGateway(settings, function, clock, mounts, server);
            server.createContext("/", gateway::handle);
            server.setExecutor(gateway.threads);
            server.start();
            return gateway;
        } catch (IOException e) {
            throw PortInUse.describe(settings.port(), "PORT", e);
        }
    }

    /** Answers the address, such as {@code http://127.0.0.1:8787}. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Takes no more requests and waits for those under way, for 5 s at the most. */
    @Override
    public void close() {
        server.stop(STOP_SECONDS);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            for (var mount : mounts.entrySet()) {
                if (path.equals(mount.getKey()) || path.startsWith(mount.getKey() + "/")) {
                    mount.getValue().handle(exchange);
                    return;
                }
            }
            send(exchange, answer(exchange));
        }
    }

    private ProxyAnswer answer(HttpExchange exchange) throws IOException {
        ProxyRequest request = ProxyRequest.of(exchange);
        if (request.headerSize() > MAX_HEADER_BYTES) {
            return ProxyAnswer.message(431, "Request Header Fields Too Large");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            drain(exchange.getRequestBody());
            return ProxyAnswer.message(413, "Request Too Long");
        }
        String requestId = UUID.randomUUID().toString();
        exchange.getResponseHeaders().set("x-amzn-RequestId", requestId);
        var call =
                new GatewayCall(requestId, settings.stage(), server.getAddress().getPort(), clock.instant());
        String event = ProxyEvent.of(request, body, call);
        // Base64 in an event of 6 MB: Lambda refuses bodies above about 4.5 MB, and API Gateway answers 413 for it.
        return event.length() > LambdaFunction.MAX_PAYLOAD_BYTES
                ? ProxyAnswer.message(413, "Request Too Long")
                : invoke(event);
    }

    private ProxyAnswer invoke(String event) {
        FutureTask<InvocationResult> invocation = new FutureTask<>(() -> function.invoke(event));
        threads.execute(invocation);
        try {
            InvocationResult result =
                    invocation.get(settings.integrationTimeout().toNanos(), TimeUnit.NANOSECONDS);
            return switch (result) {
                case InvocationResult.Answered(String payload) ->
                    ProxyAnswer.parse(payload).orElseGet(HttpGateway::failed);
                case InvocationResult.Failed _, InvocationResult.TimedOut _ -> failed();
            };
        } catch (TimeoutException _) {
            // The invocation goes on, as it would in Lambda: its effects may still come.
            return ProxyAnswer.message(504, "Endpoint request timed out");
        } catch (ExecutionException e) {
            throw new IllegalStateException("an invocation threw instead of answering", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return failed();
        }
    }

    private static ProxyAnswer failed() {
        return ProxyAnswer.message(502, "Internal server error");
    }

    private static void drain(InputStream body) throws IOException {
        long left = MAX_DRAIN_BYTES;
        byte[] buffer = new byte[64 * 1024];
        for (int read = body.read(buffer); read >= 0 && left > 0; read = body.read(buffer)) {
            left -= read;
        }
    }

    private static void send(HttpExchange exchange, ProxyAnswer answer) throws IOException {
        answer.headers().forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
        byte[] body = answer.body();
        boolean bodyless = answer.status() == 204 || answer.status() == 304;
        if (exchange.getRequestMethod().equals("HEAD")) {
            if (!bodyless) {
                exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            }
            exchange.sendResponseHeaders(answer.status(), -1);
        } else if (bodyless || body.length == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
        } else {
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
