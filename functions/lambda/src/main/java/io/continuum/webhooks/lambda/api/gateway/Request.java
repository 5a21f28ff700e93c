package io.continuum.webhooks.lambda.api.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One HTTP request. Never shows its headers, query or body, which may hold keys and secrets. Immutable. */
public final class Request {
    private final String id;
    private final Target target;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final String sourceIp;

    /**
     * Makes a request.
     *
     * @param id names it in the answer and in the log
     * @param headers by name in lower case
     * @param body empty if there is none
     * @param sourceIp as the gateway saw it; empty if it does not say
     */
    Request(String id, Target target, Map<String, List<String>> headers, byte[] body, String sourceIp) {
        this.id = id;
        this.target = target;
        this.headers = Map.copyOf(headers);
        this.body = body.clone();
        this.sourceIp = sourceIp;
    }

    /** Returns what names this request in the answer and in the log. */
    public String id() {
        return id;
    }

    /** Returns the method in upper case. */
    public String method() {
        return target.method();
    }

    /** Returns the path without the stage, not decoded. */
    public String path() {
        return target.path();
    }

    /** Returns the values of a query parameter, decoded; none if it is absent. */
    public List<String> query(String name) {
        return target.query().getOrDefault(name, List.of());
    }

    /** Returns the values of a header, in any case; none if it is absent. */
    public List<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** Returns the body's bytes, a new array each time; empty if there is none. */
    public byte[] body() {
        return body.clone();
    }

    /**
     * Returns whether the caller's connection came from the machine that the gateway runs on. The gateway's word, never a
     * header's: anybody may write {@code X-Forwarded-For}.
     */
    public boolean fromLoopback() {
        return sourceIp.startsWith("127.") || sourceIp.equals("::1") || sourceIp.equals("0:0:0:0:0:0:0:1");
    }

    /** Returns the size of the body in bytes. */
    public int size() {
        return body.length;
    }

    @Override
    public String toString() {
        return "Request[%s %s, %d bytes]".formatted(id, target.method(), body.length);
    }
}
