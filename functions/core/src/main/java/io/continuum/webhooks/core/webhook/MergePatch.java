package io.continuum.webhooks.core.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** JSON merge patch (RFC 7396): members given replace the old ones, null removes them, the others stay. */
final class MergePatch {
    private MergePatch() {}

    /** Returns {@code change} merged into {@code target}, as a new object; a change that is no object replaces it. */
    static JsonNode merged(JsonNode target, JsonNode change) {
        return change.isObject() && target instanceof ObjectNode object ? members(object, change) : change;
    }

    private static ObjectNode members(ObjectNode target, JsonNode change) {
        ObjectNode merged = target.deepCopy();
        change.properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            if (value.isNull()) {
                merged.remove(entry.getKey());
            } else if (value.isObject()) {
                JsonNode old = merged.path(entry.getKey());
                ObjectNode from = old instanceof ObjectNode object ? object : merged.objectNode();
                merged.set(entry.getKey(), members(from, value));
            } else {
                merged.set(entry.getKey(), value);
            }
        });
        return merged;
    }
}
