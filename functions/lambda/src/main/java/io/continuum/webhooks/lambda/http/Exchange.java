package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.TargetUrl;
import java.time.Duration;

/**
 * One request on its way: how far it got and how much time it has left. HC5 gives its resolver and its connections no
 * context, but calls them on the thread that sends: so they find it as {@link #current()}.
 */
final class Exchange {
    static final ScopedValue<Exchange> CURRENT = ScopedValue.newInstance();

    private final TargetUrl url;
    private final long startNanos = System.nanoTime();
    private final Duration timeout;
    private Phase phase = Phase.QUEUE;
    private volatile boolean expired;

    Exchange(TargetUrl url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
    }

    /** What the request waits for; each may be skipped or, at the next address, come again. */
    enum Phase {
        /** A free connection. */
        QUEUE,
        /** The addresses of the name. */
        LOOKUP,
        /** A TCP connection. */
        CONNECT,
        /** TLS on it. */
        HANDSHAKE,
        /** The answer, from the first byte sent. */
        ANSWER
    }

    static Exchange current() {
        return CURRENT.get();
    }

    TargetUrl url() {
        return url;
    }

    /** Used by the sending thread only. */
    void enter(Phase next) {
        phase = next;
    }

    Phase phase() {
        return phase;
    }

    /** Says that the time is over; called from the timer's thread before it closes the connection. */
    void expire() {
        expired = true;
    }

    boolean isExpired() {
        return expired || !left().isPositive();
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    Duration left() {
        return timeout.minus(elapsed());
    }
}
