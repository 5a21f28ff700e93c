package io.continuum.webhooks.lambda.http;

import io.continuum.webhooks.core.egress.EgressLimits;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.HiddenTexts;
import io.continuum.webhooks.core.egress.SendResult.Answered;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpResponse;

/** Takes from an answer what is kept. The head has arrived, so whatever happens to the body, there is an answer. */
final class AnswerReader {
    private static final List<String> KEPT_HEADERS = List.of("retry-after", "webhook-delivery");

    /** A date is 29 characters; what is longer says nothing. */
    private static final int HEADER_VALUE_CHARS = 256;

    private static final int BUFFER_BYTES = 4 * 1_024;

    private AnswerReader() {}

    static Answered read(ClassicHttpResponse response, Exchange exchange, HiddenTexts secrets) {
        var headers = headers(response);
        var body = body(response, secrets);
        return new Answered(response.getCode(), headers, body.text(), body.truncated(), exchange.elapsed());
    }

    private static List<Header> headers(ClassicHttpResponse response) {
        var kept = new ArrayList<Header>();
        for (String name : KEPT_HEADERS) {
            var header = response.getFirstHeader(name);
            if (header != null && header.getValue() != null) {
                kept.add(new Header(name, ResponseText.ofHeader(header.getValue(), HEADER_VALUE_CHARS)));
            }
        }
        return kept;
    }

    private static ResponseText body(ClassicHttpResponse response, HiddenTexts secrets) {
        var entity = response.getEntity();
        if (entity == null) {
            return new ResponseText("", false);
        }
        var kept = new ByteArrayOutputStream();
        boolean whole = false;
        try {
            whole = readInto(kept, entity.getContent());
        } catch (IOException | RuntimeException e) {
            // Cut short, malformed or out of time; HC5 may also throw unchecked on a connection closed by the timer.
            whole = false;
        }
        return ResponseText.of(kept.toByteArray(), !whole, secrets);
    }

    /** Returns whether the stream ended within the limit. Its end gives the connection back to the pool. */
    private static boolean readInto(ByteArrayOutputStream kept, InputStream content) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        while (true) {
            int room = EgressLimits.RESPONSE_BODY_BYTES - kept.size();
            int count = content.read(buffer, 0, Math.clamp(room, 1, BUFFER_BYTES));
            if (count < 0 || room == 0) {
                return count < 0;
            }
            kept.write(buffer, 0, count);
        }
    }
}
