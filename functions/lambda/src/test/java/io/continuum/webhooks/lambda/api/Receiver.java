package io.continuum.webhooks.lambda.api;

import com.sun.net.httpserver.HttpServer;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.lambda.http.GuardedHttpSender;
import io.continuum.webhooks.lambda.http.SenderLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A receiver on this machine, and the sender that reaches it. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final GuardedHttpSender sender;
    private final List<Received> received = new CopyOnWriteArrayList<>();

    private Receiver(HttpServer server, int status) {
        this.server = server;
        this.sender = GuardedHttpSender.ofSystem(new UrlPolicy(true), SenderLimits.forConnections(5));
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(new Received(Map.copyOf(exchange.getRequestHeaders()), body));
            byte[] answer = "thanks".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    record Received(Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }
    }

    /** Starts a receiver that answers everything with {@code status}. */
    static Receiver answering(int status) {
        try {
            return new Receiver(
                    HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    GuardedHttpSender sender() {
        return sender;
    }

    List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        sender.close();
        server.stop(0);
    }
}
