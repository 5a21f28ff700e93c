package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.HttpPost;
import io.continuum.webhooks.core.egress.HttpSender;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.egress.SendResult.Unanswered;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.egress.UrlPolicy;
import io.continuum.webhooks.core.egress.UrlVerdict;
import io.continuum.webhooks.lambda.http.Exchange.Phase;
import java.io.IOException;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;

/**
 * Sends over HTTP/1.1 to public addresses only, and bounds what a receiver can cost: one deadline over everything by a
 * timer that closes the connection, 16 KB of body, 200 header lines. Follows, retries, decodes and remembers nothing
 * but open connections. Blocks the calling thread, which may be virtual. Thread-safe.
 */
public final class GuardedHttpSender implements HttpSender, AutoCloseable {
    private final UrlPolicy policy;
    private final SenderLimits limits;
    private final BoundedLookup lookup;
    private final CloseableHttpClient client;
    private final ScheduledThreadPoolExecutor timer;
    private volatile boolean closed;

    /**
     * Makes a sender with a resolver and trusted certificates of its caller's choice, for tests.
     *
     * @param tls gives the certificates that are trusted; versions and host names are checked here
     */
    public GuardedHttpSender(UrlPolicy policy, SenderLimits limits, AddressLookup lookup, SSLContext tls) {
        this.policy = policy;
        this.limits = limits;
        this.lookup = new BoundedLookup(lookup, limits);
        this.client = GuardedClient.with(new VettingResolver(policy.addresses(), this.lookup), tls, limits);
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("deadline").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Makes a sender with the system's resolver and the JVM's trusted certificates. */
    public static GuardedHttpSender ofSystem(UrlPolicy policy, SenderLimits limits) {
        try {
            return new GuardedHttpSender(policy, limits, AddressLookup.ofSystem(), SSLContext.getDefault());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has a default SSLContext", e);
        }
    }

    @Override
    public SendResult send(HttpPost post) {
        if (closed) {
            throw new CancellationException("closed");
        }
        var exchange = new Exchange(post.url(), shorter(post.timeout(), limits.longestRequest()));
        // The rules may have changed since the webhook was registered.
        if (policy.parse(post.url().toString()) instanceof UrlVerdict.Refused) {
            return new Unanswered(SendFailure.BLOCKED_TARGET, exchange.elapsed());
        }
        var request = request(post, exchange);
        var alarm = timer.schedule(
                () -> {
                    exchange.expire();
                    request.cancel();
                },
                exchange.left().toNanos(),
                TimeUnit.NANOSECONDS);
        try {
            return ScopedValue.where(Exchange.CURRENT, exchange).call(() -> exchange(post, request));
        } finally {
            alarm.cancel(false);
        }
    }

    private SendResult exchange(HttpPost post, HttpUriRequestBase request) {
        var exchange = Exchange.current();
        var url = post.url();
        try {
            // Open: execute with a handler would read the body to its end, which may never come.
            var response = client.executeOpen(new HttpHost(url.scheme(), url.host(), url.port()), request, null);
            return AnswerReader.read(response, exchange, SentSecrets.in(post.headers()));
        } catch (IOException | RuntimeException e) {
            // Unchecked too: what HC5's parser makes of hostile bytes must end as a recorded attempt, not as a poison
            // message. But before a connection is dialled the receiver has no part in it.
            if (closed || Thread.currentThread().isInterrupted()) {
                throw (CancellationException) new CancellationException("stopped while sending").initCause(e);
            }
            if (e instanceof RuntimeException bug && exchange.phase() == Phase.QUEUE && !exchange.isExpired()) {
                throw bug;
            }
            return new Unanswered(Failures.of(e, exchange), exchange.elapsed());
        } finally {
            // Drops the connection unless the answer's end gave it back already; closing the answer would read on.
            request.cancel();
        }
    }

    private static HttpUriRequestBase request(HttpPost post, Exchange exchange) {
        var url = post.url();
        var request = new HttpUriRequestBase("POST", URI.create("/"));
        request.setScheme(url.scheme());
        request.setAuthority(authority(url));
        request.setPath(url.pathAndQuery());
        post.headers().forEach(header -> request.addHeader(header.name(), header.value()));
        request.setEntity(new ByteArrayEntity(post.body(), null));
        var left = Timeout.of(exchange.left());
        request.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(left)
                .setResponseTimeout(left)
                .setAuthenticationEnabled(false)
                .setRedirectsEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build());
        return request;
    }

    private static URIAuthority authority(TargetUrl url) {
        return new URIAuthority(url.host(), url.hasDefaultPort() ? -1 : url.port());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Drops all connections at once; requests under way end with a {@link CancellationException}. */
    @Override
    public void close() {
        closed = true;
        timer.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
        lookup.close();
    }
}
