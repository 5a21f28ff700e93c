package io.continuum.webhooks.lambda.openapi;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.continuum.webhooks.lambda.api.gateway.UrlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** docs/openapi.yaml. Immutable. */
public final class ApiDescription {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    private static final ApiDescription WORKING_TREES = new ApiDescription(read(file()));

    private final ObjectNode root;
    private final List<Operation> operations;

    private ApiDescription(ObjectNode root) {
        this.root = root;
        this.operations = root.path("paths").properties().stream()
                .flatMap(path -> operations(path.getKey(), path.getValue()))
                .toList();
    }

    /**
     * One operation.
     *
     * @param method in upper case
     * @param path with parameters in braces
     * @param shared what its path says for all its operations
     * @param node what it says itself
     */
    public record Operation(String method, String path, JsonNode shared, JsonNode node) {
        /** Returns the scope that its callers need; {@code none} for none. */
        public String scope() {
            return node.path("x-required-scope").asText();
        }

        /** Returns whether {@code path} (segments decoded) is one of its own. */
        boolean isAt(List<String> segments) {
            List<String> own = segments(path);
            boolean fits = own.size() == segments.size();
            for (int i = 0; fits && i < own.size(); i++) {
                fits = own.get(i).startsWith("{") || own.get(i).equals(segments.get(i));
            }
            return fits;
        }

        long parameters() {
            return segments(path).stream()
                    .filter(segment -> segment.startsWith("{"))
                    .count();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** Returns the description in the working tree. */
    public static ApiDescription ofWorkingTree() {
        return WORKING_TREES;
    }

    /** Returns where it is: at or above the folder in which the tests run. */
    public static Path file() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("docs/openapi.yaml"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode read(Path file) {
        try {
            // A key that stands twice is an error to other readers of YAML.
            YAMLMapper yaml = YAMLMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();
            return (ObjectNode) yaml.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the whole of it; not to be changed. */
    public ObjectNode root() {
        return root;
    }

    /** Returns all operations, in the order of the file. */
    public List<Operation> operations() {
        return operations;
    }

    /** Returns the operations at a path as received: not decoded, by an alias or not. */
    public List<Operation> at(String path) {
        List<String> segments = segments(usual(path));
        List<Operation> fitting =
                operations.stream().filter(one -> one.isAt(segments)).toList();
        long fewest = fitting.stream()
                .map(Operation::parameters)
                .min(Comparator.naturalOrder())
                .orElse(0L);
        return fitting.stream().filter(one -> one.parameters() == fewest).toList();
    }

    /** Returns the operation of a request; empty if there is none. */
    public Optional<Operation> find(String method, String path) {
        String wanted = method.equals("HEAD") ? "GET" : method;
        return at(path).stream().filter(one -> one.method().equals(wanted)).findFirst();
    }

    /** Returns what a node means: itself, or what its {@code $ref} points to. */
    public JsonNode resolved(JsonNode node) {
        return node.path("$ref").isTextual()
                ? resolved(root.at(node.path("$ref").textValue().substring(1)))
                : node;
    }

    /** Returns an operation's parameters, those of its path included. */
    public List<JsonNode> parameters(Operation operation) {
        List<JsonNode> parameters = new ArrayList<>();
        operation.shared().path("parameters").forEach(one -> parameters.add(resolved(one)));
        operation.node().path("parameters").forEach(one -> parameters.add(resolved(one)));
        return parameters;
    }

    /** Returns the path without its alias: {@code /v1} is {@code /api/v1}. */
    private String usual(String path) {
        return root.path("x-path-aliases").properties().stream()
                .filter(alias -> path.startsWith(alias.getValue().asText() + "/"))
                .map(alias -> alias.getKey()
                        + path.substring(alias.getValue().asText().length()))
                .findFirst()
                .orElse(path);
    }

    /** A slash at the end says nothing. */
    private static List<String> segments(String path) {
        String whole = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return Arrays.stream(whole.split("/", -1)).map(UrlText::decodedSegment).toList();
    }

    private static Stream<Operation> operations(String path, JsonNode item) {
        return item.properties().stream()
                .filter(entry -> METHODS.contains(entry.getKey()))
                .map(entry -> new Operation(entry.getKey().toUpperCase(Locale.ROOT), path, item, entry.getValue()));
    }
}
