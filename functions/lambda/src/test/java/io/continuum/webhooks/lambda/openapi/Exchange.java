package io.continuum.webhooks.lambda.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A request and its answer.
 *
 * @param method in upper case
 * @param path as sent: not decoded, without the query
 * @param sent the request's body; empty = none
 * @param status of the answer
 * @param headers of the answer, by name in any case
 * @param got the answer's body; empty = none
 */
public record Exchange(String method, String path, String sent, int status, Map<String, String> headers, String got) {
    /** Copies the headers. */
    public Exchange {
        Map<String, String> any = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        any.putAll(headers);
        headers = any;
    }

    /** Returns a header of the answer, in any case. */
    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** Returns the answer's media type without parameters; empty if it has none. */
    String mediaType() {
        return header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "%s %s -> %d %s".formatted(method, path, status, got);
    }
}
