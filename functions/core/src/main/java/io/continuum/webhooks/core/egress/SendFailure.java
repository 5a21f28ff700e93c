package io.continuum.webhooks.core.egress;

import java.util.Locale;

/** Why a request got no answer, in the words that the webhook's owner sees; never more than this is told. */
public enum SendFailure {
    /** The name has no address, or the look-up failed or took too long. */
    DNS_ERROR,
    /** The URL or one of the addresses of its name is not a place that webhooks may go to; nothing was sent. */
    BLOCKED_TARGET,
    /** Nothing listens there, it hung up at once, or there is no way to it. */
    CONNECT_REFUSED,
    /** The TCP connection or the TLS handshake was not done in its time. */
    CONNECT_TIMEOUT,
    /** The certificate or the handshake was not acceptable. */
    TLS_ERROR,
    /** Connected, but no head of an answer came in the request's whole time. */
    TIMEOUT,
    /** The receiver closed or reset the connection before the head of an answer had come. */
    RESET,
    /** What came is not an HTTP/1 answer with a status of 100 to 599, or its length is ambiguous. */
    PROTOCOL_ERROR,
    /** The head of the answer is too large. A large body is cut and not a failure. */
    RESPONSE_TOO_LARGE;

    /** Returns the stable snake_case name that records and API answers show. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
