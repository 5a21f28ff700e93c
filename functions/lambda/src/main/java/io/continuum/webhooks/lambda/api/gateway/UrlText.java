package io.continuum.webhooks.lambda.api.gateway;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoding (RFC 3986 §2.1). */
public final class UrlText {
    private UrlText() {}

    /** Returns a path segment decoded; one that is not well encoded stays as it is, and so matches nothing. */
    public static String decodedSegment(String segment) {
        // In a path, + is a plus.
        return decoded(segment.replace("+", "%2B"), segment);
    }

    /** Returns the names and values of a query string, in the order given. */
    public static Map<String, List<String>> query(String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!pair.isEmpty()) {
                query.computeIfAbsent(decoded(name, name), _ -> new ArrayList<>())
                        .add(decoded(value, value));
            }
        }
        return query;
    }

    private static String decoded(String encoded, String otherwise) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return otherwise;
        }
    }
}
