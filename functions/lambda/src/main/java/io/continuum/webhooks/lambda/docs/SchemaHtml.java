package io.continuum.webhooks.lambda.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Schemas in words and tables. A named schema is linked, not repeated. */
final class SchemaHtml {
    private static final List<String> COMBINING = List.of("oneOf", "anyOf");

    private SchemaHtml() {}

    /** Returns a schema's type in a few words, as HTML. */
    static String type(JsonNode schema) {
        return Document.name(schema)
                .map(name -> "<a href=\"#schema-%s\">%s</a>".formatted(Html.anchor(name), Html.escaped(name)))
                .orElseGet(() -> own(schema));
    }

    private static String own(JsonNode schema) {
        if (schema.path("properties").has("success")) {
            return Html.code("{\"success\": …, \"data\": …}") + " of "
                    + type(schema.path("properties").path("data"));
        }
        for (String word : COMBINING) {
            if (schema.path(word).path(0).has("$ref")
                    || schema.path(word).path(0).has("type")) {
                return schema.path(word).valueStream().map(SchemaHtml::type).collect(Collectors.joining(" or "));
            }
        }
        if (schema.has("const")) {
            return Html.code(schema.path("const").toString());
        }
        if (schema.has("enum")) {
            return schema.path("enum")
                    .valueStream()
                    .map(value -> Html.code(value.asText()))
                    .collect(Collectors.joining(", "));
        }
        String types = schema.path("type").isArray()
                ? schema.path("type").valueStream().map(JsonNode::asText).collect(Collectors.joining(" or "))
                : schema.path("type").asText("anything");
        return schema.path("items").isEmpty() ? types : types + " of " + type(schema.path("items"));
    }

    /** Returns the limits of a schema as HTML; empty if it has none. */
    static String limits(JsonNode schema) {
        List<String> limits = new ArrayList<>();
        limit(limits, schema, "minLength", "at least %s characters");
        limit(limits, schema, "maxLength", "at most %s characters");
        limit(limits, schema, "minimum", "from %s");
        limit(limits, schema, "maximum", "to %s");
        limit(limits, schema, "minItems", "at least %s items");
        limit(limits, schema, "maxItems", "at most %s items");
        limit(limits, schema, "maxProperties", "at most %s fields");
        limit(limits, schema, "pattern", "<code>%s</code>");
        limit(limits, schema, "default", "default <code>%s</code>");
        return String.join("; ", limits);
    }

    private static void limit(List<String> limits, JsonNode schema, String name, String words) {
        if (schema.has(name)) {
            limits.add(words.formatted(Html.escaped(schema.path(name).asText())));
        }
    }

    /** Returns the fields of an object as a table; its type where it is none. */
    static String table(JsonNode schema) {
        if (schema.path("properties").isEmpty()) {
            String limits = limits(schema);
            return "<p>" + type(schema) + (limits.isEmpty() ? "" : ": " + limits) + "</p>\n";
        }
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        StringBuilder html = new StringBuilder(
                "<div class=\"wide\" tabindex=\"0\"><table>\n<thead><tr>"
                        + "<th scope=\"col\">Field</th><th scope=\"col\">Type</th><th scope=\"col\">Meaning</th></tr></thead>\n");
        schema.path("properties")
                .properties()
                .forEach(
                        field -> html.append(row(field.getKey(), required.contains(field.getKey()), field.getValue())));
        return html.append("</table></div>\n").toString();
    }

    /** Returns a line of a table of fields or parameters. */
    static String row(String name, boolean required, JsonNode schema) {
        String limits = limits(schema);
        return "<tr><th scope=\"row\">%s%s</th><td>%s</td><td>%s%s</td></tr>\n"
                .formatted(
                        Html.code(name),
                        required ? " <span class=\"needed\">required</span>" : "",
                        type(schema),
                        Html.line(schema.path("description").asText()),
                        limits.isEmpty() ? "" : " <small>" + limits + "</small>");
    }
}
