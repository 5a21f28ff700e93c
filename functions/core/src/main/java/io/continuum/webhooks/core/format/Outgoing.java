package io.continuum.webhooks.core.format;

import io.continuum.webhooks.core.egress.Header;
import java.util.List;

/**
 * What goes over the wire.
 *
 * @param body the exact bytes that were signed; neither copied nor ever changed
 * @param headers in the order they are sent, each name once
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy per attempt would buy nothing
public record Outgoing(byte[] body, List<Header> headers) {
    /** Copies the list. */
    public Outgoing {
        headers = List.copyOf(headers);
    }

    /** Returns the size only: the body is a customer's data, the headers carry signatures. */
    @Override
    public String toString() {
        return "Outgoing[%d bytes, %d headers]".formatted(body.length, headers.size());
    }
}
