package io.continuum.webhooks.lambda.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schemas of the description, compiled when they are first needed. Thread-safe. */
public final class Schemas {
    private static final Set<String> COMBINING = Set.of("allOf", "anyOf", "oneOf");

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final JsonNode components;
    private final boolean closed;
    /** By the node itself: nodes hash all that is below them each time. */
    private final Map<JsonNode, Schema> compiled = Collections.synchronizedMap(new IdentityHashMap<>());

    private Schemas(JsonNode components, boolean closed) {
        this.components = components;
        this.closed = closed;
    }

    /** Returns the schemas as they stand. */
    public static Schemas asWritten(ApiDescription description) {
        return new Schemas(description.root().path("components"), false);
    }

    /**
     * Returns the schemas with every object closed that does not say otherwise. Clients must bear names that come later,
     * so the document leaves answers open; but what is answered today must be in it.
     */
    public static Schemas closed(ApiDescription description) {
        ObjectNode components =
                (ObjectNode) description.root().path("components").deepCopy();
        components.path("schemas").forEach(Schemas::close);
        return new Schemas(components, true);
    }

    /** Returns what is wrong with {@code value}; nothing if it satisfies the schema. */
    public List<String> objections(JsonNode schema, JsonNode value) {
        return compiled.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    /** References point to {@code #/components/…}, so the components come along. */
    private Schema compile(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        if (closed) {
            close(whole);
        }
        whole.set("components", components);
        Schema made = registry.getSchema(whole);
        made.initializeValidators();
        return made;
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object) {
            if (object.has("properties") && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
            object.path("properties").forEach(Schemas::close);
            COMBINING.forEach(name -> object.path(name).forEach(Schemas::close));
            close(object.path("items"));
        }
    }
}
