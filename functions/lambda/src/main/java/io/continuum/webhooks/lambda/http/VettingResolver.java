package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.AddressPolicy;
import io.continuum.webhooks.lambda.http.Exchange.Phase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives HC5 the addresses to dial, each of them vetted: HC5 asks for names and for addresses alike, and dials what it
 * is told, so nothing can change between check and use. One forbidden answer refuses the name: which one is dialled
 * must not be a matter of luck or of the receiver's choice.
 */
final class VettingResolver implements DnsResolver, AutoCloseable {
    private static final long IDLE_SECONDS = 10;

    private final AddressPolicy policy;
    private final AddressLookup lookup;
    private final Duration longest;
    private final ThreadPoolExecutor threads;

    VettingResolver(AddressPolicy policy, AddressLookup lookup, SenderLimits limits) {
        this.policy = policy;
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

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var exchange = Exchange.current();
        exchange.enter(Phase.LOOKUP);
        var literal = exchange.url().literalAddress();
        List<InetAddress> addresses;
        if (literal.isPresent()) {
            addresses = List.of(literal.get());
        } else {
            addresses = lookup(exchange);
        }
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address");
        }
        if (!addresses.stream().allMatch(policy::allows)) {
            throw new BlockedTargetException();
        }
        exchange.enter(Phase.CONNECT);
        return addresses.toArray(InetAddress[]::new);
    }

    /** Waits no longer than the request may: a name server that hangs must not hold the batch. */
    private List<InetAddress> lookup(Exchange exchange) throws UnknownHostException {
        var wait = longest.compareTo(exchange.left()) < 0 ? longest : exchange.left();
        var found = threads.submit(() -> lookup.lookup(exchange.url().host()));
        try {
            return found.get(wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unknown("look-up failed", e);
        } catch (TimeoutException e) {
            throw unknown("look-up took too long", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown("look-up interrupted", e);
        } finally {
            found.cancel(true);
        }
    }

    private static UnknownHostException unknown(String message, Exception cause) {
        var unknown = new UnknownHostException(message);
        unknown.initCause(cause);
        return unknown;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
