package io.continuum.webhooks.local.ledger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** All receivers of a run, on one port. Each request is noted before it is answered. Thread-safe. */
final class Receivers implements AutoCloseable {
    private static final int BACKLOG = 1024;

    private final List<Temper> tempers;
    private final long seed;
    private final InstantSource clock;
    private final Queue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final Set<String> deliveries = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile @Nullable Runnable onNext;

    Receivers(List<Temper> tempers, long seed, InstantSource clock) {
        this.tempers = List.copyOf(tempers);
        this.seed = seed;
        this.clock = clock;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Returns where receiver {@code index} listens. */
    String url(int index) {
        return "http://127.0.0.1:%d/%d".formatted(server.getAddress().getPort(), index);
    }

    /** Returns of how many deliveries at least one request has come. */
    int deliveries() {
        return deliveries.size();
    }

    /** Returns all requests so far. */
    List<Arrival> arrivals() {
        return List.copyOf(arrivals);
    }

    /** Does {@code action} when the next request has come, before it is answered. */
    void onNext(Runnable action) {
        onNext = action;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            int webhook = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
            String delivery = exchange.getRequestHeaders().getFirst("webhook-id");
            Arrival arrival = noted(webhook, delivery == null ? "none" : delivery);
            Runnable action = onNext;
            if (action != null) {
                onNext = null;
                action.run();
            }
            Duration after = arrival.reaction().after();
            if (after.isPositive()) {
                LockSupport.parkNanos(after.toNanos());
            }
            int status = arrival.reaction().status();
            if (status != Temper.Reaction.HANG_UP) {
                // In seconds; only who is refused looks at it.
                exchange.getResponseHeaders().set("Retry-After", "1");
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private Arrival noted(int webhook, String delivery) {
        int number = count.incrementAndGet();
        var now = clock.instant();
        Temper.Reaction reaction =
                tempers.get(webhook).to(delivery, now.getEpochSecond(), new SplittableRandom(seed * 31 + number));
        Arrival arrival = new Arrival(webhook, delivery, now, reaction);
        arrivals.add(arrival);
        deliveries.add(delivery);
        return arrival;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
