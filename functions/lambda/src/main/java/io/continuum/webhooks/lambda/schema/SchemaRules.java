package io.continuum.webhooks.lambda.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schema must keep to beyond being one, so that a check ends: no references but to its own parts, none in a
 * circle, and not more parts than {@link #MAX_PARTS} with every reference written out. Not thread-safe.
 */
final class SchemaRules {
    /** Most parts of a schema with its references written out. */
    static final long MAX_PARTS = 2_000;

    /** Longest regular expression, in characters. */
    static final int MAX_PATTERN = 500;

    private static final String LATEST = "https://json-schema.org/draft/2020-12/schema";
    private static final Set<String> REFUSED = Set.of("$dynamicRef", "$dynamicAnchor", "$anchor", "$id", "$vocabulary");

    /** Keywords whose value is data, not a schema: what looks like a keyword in them is none. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples", "required", "type");

    private final JsonNode schema;
    private final List<FieldError> errors = new ArrayList<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    private SchemaRules(JsonNode schema) {
        this.schema = schema;
    }

    /** Returns what is wrong with a schema. */
    static List<FieldError> faults(JsonNode schema) {
        SchemaRules rules = new SchemaRules(schema);
        JsonNode declared = schema.path("$schema");
        if (!declared.isMissingNode() && !declared.asText().equals(LATEST)) {
            rules.error("/$schema", "Only " + LATEST + " is understood.");
        }
        long parts = rules.size(schema, "", false);
        if (rules.errors.isEmpty() && parts > MAX_PARTS) {
            rules.error("", "The schema has more than " + MAX_PARTS + " parts with its references written out.");
        }
        return List.copyOf(rules.errors);
    }

    /** Returns how many parts a schema without faults has. */
    static long parts(JsonNode schema) {
        return new SchemaRules(schema).size(schema, "", false);
    }

    /** Returns the parts of what references lead to as well; a part's names are no keywords if it is a map of schemas. */
    private long size(JsonNode node, String pointer, boolean names) {
        long size = 1;
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                size = capped(size + size(node.get(i), pointer + "/" + i, false));
            }
            return size;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String at = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
            size = capped(size + (names ? size(member.getValue(), at, false) : keyword(member, at)));
        }
        return size;
    }

    private long keyword(Map.Entry<String, JsonNode> member, String at) {
        String name = member.getKey();
        JsonNode value = member.getValue();
        if (REFUSED.contains(name)) {
            error(at, "This keyword is not understood here; use $ref with a pointer such as #/$defs/name.");
            return 1;
        }
        return switch (name) {
            case "$ref" -> reference(value.asText(), at);
            case "pattern" -> {
                pattern(value.asText(), at);
                yield 1;
            }
            case "patternProperties" -> {
                value.fieldNames().forEachRemaining(regex -> pattern(regex, at));
                yield size(value, at, true);
            }
            // Only what refers to a definition is looked at when data is checked.
            case "$defs", "definitions" -> {
                size(value, at, true);
                yield 1;
            }
            case "properties", "dependentSchemas", "dependentRequired" -> size(value, at, true);
            default -> DATA.contains(name) ? 1 : size(value, at, false);
        };
    }

    private long reference(String target, String at) {
        if (!target.startsWith("#/")) {
            error(at, "A reference leads to a part of this schema: #/$defs/name. Nothing is ever fetched.");
            return 1;
        }
        JsonNode part = at(target.substring(1));
        if (part.isMissingNode()) {
            error(at, "There is no such part.");
            return 1;
        }
        Long known = sizes.get(target);
        if (known != null) {
            return known;
        }
        if (!open.add(target)) {
            error(at, "References must not lead in a circle.");
            return 1;
        }
        long size = size(part, target.substring(1), false);
        open.remove(target);
        sizes.put(target, size);
        return size;
    }

    private JsonNode at(String pointer) {
        try {
            return schema.at(pointer);
        } catch (IllegalArgumentException e) {
            return schema.path("");
        }
    }

    private void pattern(String regex, String at) {
        if (regex.length() > MAX_PATTERN || !PatternBudget.isPattern(regex)) {
            error(at, "A regular expression of at most " + MAX_PATTERN + " characters.");
        }
    }

    private static long capped(long size) {
        return Math.min(size, MAX_PARTS + 1);
    }

    private void error(String pointer, String detail) {
        errors.add(new FieldError(pointer, detail));
    }
}
