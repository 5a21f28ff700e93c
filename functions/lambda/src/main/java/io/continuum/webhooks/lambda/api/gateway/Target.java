package io.continuum.webhooks.lambda.api.gateway;

import java.util.List;
import java.util.Map;

/**
 * What a request is for.
 *
 * @param method in upper case
 * @param path without the stage, as received: not decoded
 * @param query decoded names and values, in the order given
 */
public record Target(String method, String path, Map<String, List<String>> query) {
    /** Copies the query. */
    public Target {
        query = Map.copyOf(query);
    }
}
