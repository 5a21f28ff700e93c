package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.lambda.api.gateway.UrlText;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with parameters, such as {@code /api/v1/webhooks/{id}}.
 *
 * @param segments between the slashes; a parameter stands in braces
 */
record Template(List<String> segments) {
    Template {
        segments = List.copyOf(segments);
    }

    static Template of(String path) {
        return new Template(split(path));
    }

    /** Returns the decoded segments of a path; a slash at the end says nothing. */
    static List<String> split(String path) {
        String whole = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Arrays.stream(whole.split("/", -1)).map(UrlText::decodedSegment).toList();
    }

    /** Returns what stands for the parameters; empty if the path is another one. */
    Optional<Map<String, String>> match(List<String> path) {
        if (path.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (isParameter(segment)) {
                names.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    /** Returns how many parameters it has: of two that match, the one with fewer is meant. */
    int parameters() {
        return (int) segments.stream().filter(Template::isParameter).count();
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }
}
