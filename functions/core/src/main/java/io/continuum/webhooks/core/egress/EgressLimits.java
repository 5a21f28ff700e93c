package io.continuum.webhooks.core.egress;

import java.time.Duration;

/** The numbers of requests that leave: unit, reason and source of each. */
public final class EgressLimits {
    /** Port of https (RFC 9110 §4.2.2). */
    public static final int HTTPS_PORT = 443;

    /** Port of http (RFC 9110 §4.2.1). */
    public static final int HTTP_PORT = 80;

    /** Characters of a webhook's URL: what browsers, proxies and the table item bear (reliability.md §1.2). */
    public static final int URL_CHARS = 2_048;

    /** Characters of a host name: 255 octets on the wire less the root (RFC 1035 §2.3.4). */
    public static final int HOST_CHARS = 253;

    /** Characters of one label of a host name (RFC 1035 §2.3.4). */
    public static final int LABEL_CHARS = 63;

    /** Custom headers of one webhook: keeps a request's head small (reliability.md §4). */
    public static final int CUSTOM_HEADERS = 20;

    /** Characters of a custom header's name (reliability.md §4). */
    public static final int HEADER_NAME_CHARS = 128;

    /** Characters of a custom header's value: receivers refuse heads above 8 KB (reliability.md §4; Svix has the same). */
    public static final int HEADER_VALUE_CHARS = 4_096;

    /** Shortest whole time of one request (spec.md §5). */
    public static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);

    /** Longest whole time of one request: the function itself is stopped after 60 s (spec.md §5). */
    public static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(50);

    /** Longest time for each of look-up, TCP connect and TLS handshake (spec.md §5). */
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** Bytes of a response body that are read and kept, as UTF-8: the table item bears them (spec.md §5). */
    public static final int RESPONSE_BODY_BYTES = 16 * 1_024;

    /** Header lines of a response; more is an attack on memory (platform.md A §4). */
    public static final int RESPONSE_HEADERS = 200;

    /** Bytes of one line of a response's head (platform.md A §4). */
    public static final int RESPONSE_LINE_BYTES = 16 * 1_024;

    /** Interim (1xx) responses before the real one; a receiver that sends more is stalling (reliability.md T13). */
    public static final int INTERIM_RESPONSES = 8;

    /** Connections of one function instance: twice its batch of 10, so that no request waits for one (platform.md A §4). */
    public static final int CONNECTIONS = 20;

    /**
     * Longest life of one connection: a busy webhook's name is looked up and its address checked again at least this
     * often; the usual TTL of load balancers' names.
     */
    public static final Duration CONNECTION_AGE = Duration.ofSeconds(60);

    private EgressLimits() {}
}
