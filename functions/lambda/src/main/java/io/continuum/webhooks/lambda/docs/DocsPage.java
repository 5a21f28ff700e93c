package io.continuum.webhooks.lambda.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The page that GET /docs answers: all of docs/openapi.yaml, with one style sheet and without a script. */
public final class DocsPage {
    private static final List<String> METHODS = List.of("get", "post", "patch", "put", "delete");

    private final Document document;

    private DocsPage(Document document) {
        this.document = document;
    }

    /**
     * Writes the page.
     *
     * @param arguments the description, and the file to write
     * @throws IOException if one cannot be read or the other not written
     */
    public static void main(String[] arguments) throws IOException {
        Path page = Path.of(arguments[1]);
        Files.createDirectories(page.toAbsolutePath().getParent());
        Files.writeString(page, of(Path.of(arguments[0])));
    }

    /**
     * Returns the page of a description.
     *
     * @throws IOException if it cannot be read
     */
    public static String of(Path description) throws IOException {
        return new DocsPage(new Document(new YAMLMapper().readTree(description.toFile()))).html();
    }

    private String html() {
        JsonNode info = document.root().path("info");
        String title = Html.escaped(info.path("title").asText());
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + title
                + "</title>\n<style>\n" + Style.SHEET + "</style>\n</head>\n<body>\n"
                + "<a class=\"skip\" href=\"#main\">Skip to the operations</a>\n<header>\n<h1>" + title + " <small>"
                + Html.escaped(info.path("version").asText()) + "</small></h1>\n<p>"
                + Html.line(info.path("summary").asText()) + " <a href=\"/openapi.yaml\">openapi.yaml</a></p>\n"
                + "</header>\n" + navigation() + "<main id=\"main\">\n"
                + Html.paragraphs(info.path("description").asText())
                + "<p>In the examples <code>$BASE</code> is this deployment, <code>$KEY</code> a key.</p>\n"
                + operations() + receivers() + schemas() + "</main>\n</body>\n</html>\n";
    }

    private String navigation() {
        String tags = tags().stream()
                .map(tag -> "<li><a href=\"#tag-%s\">%s</a></li>\n"
                        .formatted(Html.anchor(name(tag)), Html.escaped(name(tag))))
                .collect(Collectors.joining());
        return "<nav aria-label=\"Contents\">\n<ul>\n" + tags
                + "<li><a href=\"#receivers\">What receivers get</a></li>\n"
                + "<li><a href=\"#schemas\">Schemas</a></li>\n</ul>\n</nav>\n";
    }

    private String operations() {
        return tags().stream()
                .map(tag -> "<section>\n<h2 id=\"tag-%s\">%s</h2>\n%s%s</section>\n"
                        .formatted(
                                Html.anchor(name(tag)),
                                Html.escaped(name(tag)),
                                Html.paragraphs(tag.path("description").asText()),
                                operations(name(tag))))
                .collect(Collectors.joining());
    }

    private String operations(String tag) {
        StringBuilder html = new StringBuilder();
        document.root()
                .path("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(method -> isTagged(path.getValue().path(method), tag))
                        .forEach(method -> html.append(
                                new OperationHtml(document, method, path.getKey(), path.getValue()).called())));
        return html.toString();
    }

    private static boolean isTagged(JsonNode operation, String tag) {
        return operation.path("tags").valueStream().anyMatch(one -> one.asText().equals(tag));
    }

    private String receivers() {
        String formats = document.root().path("webhooks").properties().stream()
                .map(format -> new OperationHtml(document, "post", format.getKey(), format.getValue())
                        .received(format.getKey()))
                .collect(Collectors.joining());
        return "<section>\n<h2 id=\"receivers\">What receivers get</h2>\n<p>One request for each attempt, in the format of"
                + " the webhook. Answer within its time-out, do the work later, and deduplicate by the delivery's id.</p>\n"
                + formats + "</section>\n";
    }

    private String schemas() {
        String all = document.root().path("components").path("schemas").properties().stream()
                .map(schema -> "<section class=\"schema\">\n<h3 id=\"schema-%s\">%s</h3>\n%s%s</section>\n"
                        .formatted(
                                Html.anchor(schema.getKey()),
                                Html.escaped(schema.getKey()),
                                Html.paragraphs(
                                        schema.getValue().path("description").asText()),
                                SchemaHtml.table(schema.getValue())))
                .collect(Collectors.joining());
        return "<section>\n<h2 id=\"schemas\">Schemas</h2>\n" + all + "</section>\n";
    }

    private List<JsonNode> tags() {
        return document.root().path("tags").valueStream().toList();
    }

    private static String name(JsonNode tag) {
        return tag.path("name").asText();
    }
}
