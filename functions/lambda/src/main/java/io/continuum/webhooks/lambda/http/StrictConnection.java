package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.EgressLimits;
import io.continuum.webhooks.lambda.http.Exchange.Phase;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection that believes less than HC5's own: HC5 waits through interim answers for ever, switches to TLS on a 101,
 * prefers Transfer-Encoding where Content-Length stands beside it, and lends out a connection on which something came
 * unasked, which the next request would take for its answer.
 */
final class StrictConnection extends DefaultManagedHttpClientConnection {
    private static final AtomicLong COUNT = new AtomicLong();
    private static final Timeout SHORTEST_WAIT = Timeout.ofMilliseconds(1);
    private static final int FIRST_STATUS = 100;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int FIRST_FINAL_STATUS = 200;
    private static final int LAST_STATUS = 599;

    private int interim;

    /** Makes a connection that is not open yet. The parser is core's strict one: the client's own skips garbage. */
    StrictConnection(Http1Config limits) {
        super("out-" + COUNT.incrementAndGet(), null, null, limits, null, null, null, null);
    }

    @Override
    public void sendRequestHeader(ClassicHttpRequest request) throws HttpException, IOException {
        Exchange.current().enter(Phase.ANSWER);
        interim = 0;
        super.sendRequestHeader(request);
    }

    @Override
    public ClassicHttpResponse receiveResponseHeader() throws HttpException, IOException {
        var response = super.receiveResponseHeader();
        int status = response.getCode();
        if (status < FIRST_STATUS || status > LAST_STATUS || status == SWITCHING_PROTOCOLS) {
            throw new ProtocolException("status");
        }
        if (status < FIRST_FINAL_STATUS && ++interim > EgressLimits.INTERIM_RESPONSES) {
            throw new ProtocolException("interim responses");
        }
        // Two lengths: whoever stands between may read another answer than we do (RFC 9112 §6.3).
        if (response.containsHeader(HttpHeaders.TRANSFER_ENCODING)
                && response.containsHeader(HttpHeaders.CONTENT_LENGTH)) {
            throw new ProtocolException("ambiguous length");
        }
        return response;
    }

    /** Only silence is good: the end of the stream and bytes that nobody asked for both make it unfit for use. */
    @Override
    public boolean isStale() throws IOException {
        if (!isOpen()) {
            return true;
        }
        try {
            awaitInput(SHORTEST_WAIT);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
