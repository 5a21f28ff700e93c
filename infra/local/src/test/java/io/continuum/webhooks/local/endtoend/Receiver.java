package io.continuum.webhooks.local.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/** A real receiver: answers the n-th request (from 1) with a status of the test's choice, and remembers all. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new ArrayList<>();
    private final Duration delay;
    private volatile IntUnaryOperator statuses;
    private volatile String control = "";
    private volatile String retryAfter = "";
    private volatile Function<Request, String> body = _ -> "";

    /** A request as it came. Header names are in lower case. */
    record Request(Instant at, Map<String, String> headers, String text) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    private Receiver(IntUnaryOperator statuses, Duration delay) throws IOException {
        this.statuses = statuses;
        this.delay = delay;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static Receiver answering(int status) {
        return answering(_ -> status);
    }

    static Receiver answering(IntUnaryOperator statuses) {
        return slow(statuses, Duration.ZERO);
    }

    /** Takes {@code delay} for each answer. */
    static Receiver slow(IntUnaryOperator statuses, Duration delay) {
        try {
            return new Receiver(statuses, delay);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on answers with {@code status}. */
    void answer(int status) {
        statuses = _ -> status;
    }

    /** From now on answers with {@code status} and says that in {@code webhook-delivery}. */
    void answer(int status, String word) {
        control = word;
        answer(status);
    }

    /** From now on answers with {@code status} and that {@code Retry-After}. */
    void refuse(int status, String when) {
        retryAfter = when;
        answer(status);
    }

    /** From now on answers with what {@code body} makes of the request. */
    void echo(Function<Request, String> answer) {
        body = answer;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Returns what has come so far, in order of arrival. */
    List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** Returns the requests once there are {@code count}; fails after a minute. */
    List<Request> await(int count) {
        return Await.until(count + " requests", () -> {
            List<Request> seen = requests();
            return seen.size() >= count ? seen : null;
        });
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] received = exchange.getRequestBody().readAllBytes();
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(lower(name), values.getFirst()));
            Request request = new Request(Instant.now(), headers, new String(received, StandardCharsets.UTF_8));
            int number;
            synchronized (requests) {
                requests.add(request);
                number = requests.size();
            }
            LockSupport.parkNanos(delay.toNanos());
            if (!control.isEmpty()) {
                exchange.getResponseHeaders().set("webhook-delivery", control);
            }
            if (!retryAfter.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", retryAfter);
            }
            byte[] answer = body.apply(request).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(statuses.applyAsInt(number), answer.length == 0 ? -1 : answer.length);
            if (answer.length > 0) {
                exchange.getResponseBody().write(answer);
            }
        }
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
