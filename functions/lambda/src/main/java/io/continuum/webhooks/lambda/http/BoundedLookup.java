package io.continuum.webhooks.lambda.http;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks names up for as long as the asker can wait: a name server that hangs must not hold anything else. */
final class BoundedLookup implements AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final AddressLookup lookup;
    private final Duration longest;
    private final ThreadPoolExecutor threads;

    /**
     * Makes a bounded view of a look-up.
     *
     * @param limits its connect time-out bounds each look-up, and no more are under way than it has connections
     */
    BoundedLookup(AddressLookup lookup, SenderLimits limits) {
        this.lookup = lookup;
        this.longest = limits.connectTimeout();
        // Platform threads: the system's resolver blocks in native code, where a virtual thread would hold its carrier.
        this.threads = new ThreadPoolExecutor(
                limits.connections(),
                limits.connections(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("lookup-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** Returns the addresses of a name, none where it has none, nobody knows or the time is over. */
    List<InetAddress> within(Duration time, String name) {
        var wait = longest.compareTo(time) < 0 ? longest : time;
        var found = threads.submit(() -> lookup.lookup(name));
        try {
            return found.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } finally {
            found.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
