package io.continuum.webhooks.core.egress;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to make.
 *
 * @param url where to; checked again when it is dialled
 * @param headers in the order they are sent, Content-Type and User-Agent among them; not those that frame the message
 *     (Host, Content-Length, Transfer-Encoding, Connection, Expect, Upgrade), which the sender writes
 * @param body the bytes to send, the ones that were signed; copied in and out
 * @param timeout whole time for the request, connect included; 1 to 50 s
 */
@SuppressWarnings("ArrayRecordComponent") // copied in and out, and equals compares the content
public record HttpPost(TargetUrl url, List<Header> headers, byte[] body, Duration timeout) {
    private static final Set<String> SENDERS_OWN =
            Set.of("host", "content-length", "transfer-encoding", "connection", "expect", "upgrade");

    public HttpPost {
        Objects.requireNonNull(url, "url");
        headers = List.copyOf(headers);
        body = body.clone();
        if (timeout.compareTo(EgressLimits.SHORTEST_TIMEOUT) < 0
                || timeout.compareTo(EgressLimits.LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be 1 to 50 s, not " + timeout);
        }
        for (var header : headers) {
            if (SENDERS_OWN.contains(header.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(header.name() + " is written by the sender");
            }
        }
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof HttpPost that
                && url.equals(that.url)
                && headers.equals(that.headers)
                && Arrays.equals(body, that.body)
                && timeout.equals(that.timeout);
    }

    @Override
    public int hashCode() {
        return Objects.hash(url, headers, Arrays.hashCode(body), timeout);
    }

    /** Returns the target and sizes only: body, header values and the URL's query may hold credentials. */
    @Override
    public String toString() {
        return "HttpPost[%s://%s:%d, headers=%s, body=%d bytes, timeout=%s]"
                .formatted(url.scheme(), url.host(), url.port(), headers, body.length, timeout);
    }
}
