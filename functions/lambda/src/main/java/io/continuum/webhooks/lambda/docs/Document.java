package io.continuum.webhooks.lambda.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Optional;

/** The description, with its references followed. */
record Document(JsonNode root) {
    private static final JsonMapper JSON = new JsonMapper();

    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isTextual() ? resolved(root.at(reference.textValue().substring(1))) : node;
    }

    /** Returns the last part of a reference: what it is called. */
    static Optional<String> name(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty()
                ? Optional.empty()
                : Optional.of(reference.substring(reference.lastIndexOf('/') + 1));
    }

    static String json(JsonNode value) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }
}
