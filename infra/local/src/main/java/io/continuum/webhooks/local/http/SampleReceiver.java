package io.continuum.webhooks.local.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A receiver of webhooks for trying things out, to be mounted at {@link #PATH}.
 *
 * <ul>
 *   <li>{@code POST /_receiver/<any path>} accepts a delivery and answers 200; {@code ?status=503} chooses another
 *       status (200 to 599), {@code ?delay_ms=2000} waits before the answer (at most 60,000).
 *   <li>{@code GET /_receiver} shows the last 200 deliveries as JSON, newest first.
 *   <li>{@code DELETE /_receiver} forgets them.
 * </ul>
 */
public final class SampleReceiver implements HttpHandler {
    /** Where it is mounted. */
    public static final String PATH = "/_receiver";

    private static final int KEPT = 200;

    /** 200 bodies of this size are 50 MB. */
    private static final int MAX_BODY_BYTES = 256 * 1024;

    private final InstantSource clock;
    private final Consumer<String> lines;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ReceivedDelivery> newestFirst = new ArrayDeque<>();

    /**
     * Makes an empty receiver.
     *
     * @param lines receives one line per delivery
     */
    public SampleReceiver(InstantSource clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean root = exchange.getRequestURI().getPath().equals(PATH);
            if (method.equals("POST")) {
                accept(exchange);
            } else if (root && method.equals("GET")) {
                send(exchange, 200, shown());
            } else if (root && method.equals("DELETE")) {
                forget();
                exchange.sendResponseHeaders(204, -1);
            } else {
                exchange.getResponseHeaders().set("Allow", root ? "GET, POST, DELETE" : "POST");
                send(
                        exchange,
                        405,
                        "{\"message\":\"POST deliveries below %s, GET or DELETE %s\"}".formatted(PATH, PATH));
            }
        }
    }

    private void accept(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES);
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        Map<String, List<String>> query =
                QueryString.parse(exchange.getRequestURI().getRawQuery());
        OptionalInt status = number(query, "status", 200, 200, 599);
        OptionalInt delay = number(query, "delay_ms", 0, 0, 60_000);
        if (status.isEmpty() || delay.isEmpty()) {
            send(exchange, 400, "{\"message\":\"status is 200 to 599, delay_ms is 0 to 60000\"}");
            return;
        }
        String path = exchange.getRequestURI().getPath().substring(PATH.length());
        String below = path.isEmpty() ? "/" : path;
        keep(new ReceivedDelivery(
                "POST", below, exchange.getRequestHeaders(), new String(body, UTF_8), clock.instant()));
        lines.accept("received POST %s, %d bytes, answering %d".formatted(below, body.length, status.getAsInt()));
        pause(delay.getAsInt());
        send(exchange, status.getAsInt(), "{\"received\":true}");
    }

    private void keep(ReceivedDelivery delivery) {
        lock.lock();
        try {
            newestFirst.addFirst(delivery);
            if (newestFirst.size() > KEPT) {
                newestFirst.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    private void forget() {
        lock.lock();
        try {
            newestFirst.clear();
        } finally {
            lock.unlock();
        }
    }

    private String shown() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        var deliveries = answer.putArray("deliveries");
        lock.lock();
        try {
            for (ReceivedDelivery delivery : newestFirst) {
                ObjectNode shown = deliveries.addObject();
                shown.put("method", delivery.method());
                shown.put("path", delivery.path());
                ObjectNode headers = shown.putObject("headers");
                delivery.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
                shown.put("body", delivery.body());
                shown.put("received_at", delivery.receivedAt().toString());
            }
        } finally {
            lock.unlock();
        }
        return answer.toPrettyString();
    }

    private static OptionalInt number(Map<String, List<String>> query, String name, int absent, int least, int most) {
        if (!query.containsKey(name)) {
            return OptionalInt.of(absent);
        }
        String text = query.get(name).getLast();
        if (!text.matches("[0-9]{1,6}")) {
            return OptionalInt.empty();
        }
        int value = Integer.parseInt(text);
        return value >= least && value <= most ? OptionalInt.of(value) : OptionalInt.empty();
    }

    private static void pause(int milliseconds) {
        try {
            var _ = new CountDownLatch(1).await(milliseconds, TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        boolean bodyless = status == 204 || status == 304;
        exchange.sendResponseHeaders(status, bodyless ? -1 : body.length);
        if (!bodyless) {
            exchange.getResponseBody().write(body);
        }
    }
}
