package io.continuum.webhooks.lambda.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** One operation: what it takes, what it answers, and how to call it. */
final class OperationHtml {
    private final Document document;
    private final String method;
    private final String path;
    private final JsonNode operation;
    private final List<JsonNode> parameters = new ArrayList<>();

    OperationHtml(Document document, String method, String path, JsonNode item) {
        this.document = document;
        this.method = method.toUpperCase(Locale.ROOT);
        this.path = path;
        this.operation = item.path(method);
        item.path("parameters").forEach(one -> parameters.add(document.resolved(one)));
        operation.path("parameters").forEach(one -> parameters.add(document.resolved(one)));
    }

    /** Returns an operation that outsiders call, with an example for curl. */
    String called() {
        return "<details class=\"op\" id=\"%s\">\n<summary><b class=\"%s\">%s</b> <code>%s</code> <span>%s</span></summary>\n%s%s%s%s</details>\n"
                .formatted(
                        id(operation),
                        method.toLowerCase(Locale.ROOT),
                        method,
                        Html.escaped(path),
                        Html.line(operation.path("summary").asText()),
                        intro(),
                        parameters() + request(),
                        "<h4>Call</h4>\n" + Html.block(curl()),
                        "<h4>Answers</h4>\n" + answers());
    }

    /** Returns a request that receivers get. */
    String received(String format) {
        return "<details class=\"op\" id=\"%s\">\n<summary><b class=\"post\">POST</b> <code>%s</code> <span>%s</span></summary>\n%s%s%s</details>\n"
                .formatted(
                        id(operation),
                        Html.escaped(format),
                        Html.line(operation.path("summary").asText()),
                        Html.paragraphs(operation.path("description").asText()),
                        parameters() + request(),
                        "<h4>Your answer</h4>\n" + answers());
    }

    static String id(JsonNode operation) {
        return Html.anchor(operation.path("operationId").asText());
    }

    private String intro() {
        String scope = operation.path("x-required-scope").asText();
        String needs = scope.equals("none") ? "Needs no key." : "Needs a key with `" + scope + "`.";
        return Html.paragraphs(operation.path("description").asText()) + Html.paragraphs(needs);
    }

    private String parameters() {
        if (parameters.isEmpty()) {
            return "";
        }
        String rows = parameters.stream()
                .map(parameter -> {
                    ObjectNode schema = (ObjectNode)
                            document.resolved(parameter.path("schema")).deepCopy();
                    schema.set("description", parameter.path("description"));
                    String name = parameter.path("name").asText();
                    return SchemaHtml.row(name, parameter.path("required").asBoolean(), schema)
                            .replaceFirst(
                                    "</th><td>",
                                    "</th><td>" + parameter.path("in").asText() + ", ");
                })
                .collect(Collectors.joining());
        return "<h4>Parameters</h4>\n<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th scope=\"col\">Name</th>"
                + "<th scope=\"col\">Where, type</th><th scope=\"col\">Meaning</th></tr></thead>\n" + rows
                + "</table></div>\n";
    }

    private String request() {
        StringBuilder html = new StringBuilder();
        operation
                .path("requestBody")
                .path("content")
                .properties()
                .forEach(media -> html.append("<h4>Body, ")
                        .append(Html.code(media.getKey()))
                        .append("</h4>\n")
                        .append(SchemaHtml.table(
                                document.resolved(media.getValue().path("schema"))))
                        .append(examples(media.getValue())));
        return html.toString();
    }

    private String answers() {
        StringBuilder html = new StringBuilder("<dl>\n");
        operation.path("responses").properties().forEach(entry -> {
            JsonNode response = document.resolved(entry.getValue());
            html.append("<dt>").append(Html.code(entry.getKey())).append("</dt>\n<dd>");
            html.append(Html.line(response.path("description").asText()));
            response.path("headers")
                    .properties()
                    .forEach(header -> html.append(" Header ")
                            .append(Html.code(header.getKey()))
                            .append('.'));
            response.path("content")
                    .properties()
                    .forEach(media -> html.append("<p>")
                            .append(Html.code(media.getKey()))
                            .append(": ")
                            .append(SchemaHtml.type(media.getValue().path("schema")))
                            .append("</p>")
                            .append(examples(media.getValue())));
            html.append("</dd>\n");
        });
        return html.append("</dl>\n").toString();
    }

    private static String examples(JsonNode media) {
        return media.path("examples").properties().stream()
                .map(example -> "<p class=\"example\">Example: %s</p>\n%s"
                        .formatted(
                                Html.escaped(example.getValue().path("summary").asText(example.getKey())),
                                Html.block(Document.json(example.getValue().path("value")))))
                .collect(Collectors.joining());
    }

    private String curl() {
        StringBuilder curl = new StringBuilder("curl ");
        if (!method.equals("GET")) {
            curl.append("-X ").append(method).append(' ');
        }
        curl.append("\"$BASE").append(filled()).append('"');
        if (!operation.path("x-required-scope").asText().equals("none")) {
            curl.append(" \\\n  -H \"Authorization: Bearer $KEY\"");
        }
        example()
                .ifPresent(body -> curl.append(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '")
                        .append(Document.json(body).replace("'", "'\\''"))
                        .append('\''));
        return curl.toString();
    }

    private Optional<JsonNode> example() {
        JsonNode media = operation.path("requestBody").path("content").path("application/json");
        return media.path("examples").properties().stream()
                .map(Map.Entry::getValue)
                .map(example -> example.path("value"))
                .findFirst();
    }

    /** Returns the path with the examples of its parameters. */
    private String filled() {
        String filled = path;
        for (JsonNode parameter : parameters) {
            JsonNode schema = document.resolved(parameter.path("schema"));
            JsonNode example = parameter.has("example")
                    ? parameter.path("example")
                    : schema.path("examples").path(0);
            String name = parameter.path("name").asText();
            filled = filled.replace("{" + name + "}", example.asText(name.toUpperCase(Locale.ROOT)));
        }
        return filled;
    }
}
