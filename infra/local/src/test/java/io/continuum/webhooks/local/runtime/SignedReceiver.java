package io.continuum.webhooks.local.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.client.verify.Verdict;
import io.continuum.webhooks.client.verify.WebhookVerifier;
import io.continuum.webhooks.local.endtoend.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A real receiver that keeps what came, to be verified as its owner would. */
public final class SignedReceiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> received = new ArrayList<>();
    private volatile Supplier<Integer> status = () -> 204;

    /** One request. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Received(Map<String, List<String>> headers, byte[] body) {
        /** Returns the body. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Verifies both signatures that the continuum format carries. */
        public boolean isSignedBy(String secret) {
            return WebhookVerifier.continuum(secret).verify(headers, body) instanceof Verdict.Accepted
                    && WebhookVerifier.standard(secret).verify(headers, body) instanceof Verdict.Accepted;
        }
    }

    private SignedReceiver(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port of 127.0.0.1, answering 204. */
    public static SignedReceiver start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 100);
            SignedReceiver receiver = new SignedReceiver(server);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/", receiver::take);
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the status is asked for at each request, and may take its time. */
    public void answers(Supplier<Integer> statuses) {
        status = statuses;
    }

    /** Returns where to send. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Returns what came so far. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    /** Waits for so many requests and returns them. */
    public List<Received> await(int count) {
        Await.that(count + " requests", () -> received().size() >= count);
        return received();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received one = new Received(
                    Map.copyOf(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes());
            synchronized (received) {
                received.add(one);
            }
            exchange.sendResponseHeaders(status.get(), -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
