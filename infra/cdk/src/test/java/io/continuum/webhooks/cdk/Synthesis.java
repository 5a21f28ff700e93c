package io.continuum.webhooks.cdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.continuum.webhooks.cdk.operations.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

/** Synthesizes stacks for tests, each context once. The functions' zip is an empty one, so no build comes first. */
final class Synthesis {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An end-of-central-directory record: the smallest zip there is. */
    private static final byte[] EMPTY_ZIP = Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22);

    private static final Map<Map<String, String>, JsonNode> KNOWN = new ConcurrentHashMap<>();

    private Synthesis() {}

    /** Returns an app with the flags of cdk.json. */
    static App app() {
        // CDK runs on it.
        Programs.need("node");
        return new App(AppProps.builder().context(flags()).build());
    }

    static Configuration configuration(Map<String, String> context) {
        Map<String, String> all = new TreeMap<>(context);
        all.putIfAbsent("functionsZip", emptyZip().toString());
        return Configuration.of(all);
    }

    static WebhooksStack stack(Map<String, String> context) {
        return new WebhooksStack(app(), configuration(context));
    }

    /** Returns the template of a stack; names and values of the context in turns. */
    static JsonNode template(String... context) {
        return KNOWN.computeIfAbsent(
                pairs(context),
                given -> JSON.valueToTree(Template.fromStack(stack(given)).toJSON()));
    }

    static Map<String, String> pairs(String... context) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < context.length; i += 2) {
            pairs.put(context[i], context[i + 1]);
        }
        return pairs;
    }

    /** Returns the resources of a type. */
    static Stream<JsonNode> resources(JsonNode template, String type) {
        return template.path("Resources")
                .valueStream()
                .filter(resource -> resource.path("Type").asText().equals(type));
    }

    /** Returns the properties of the one resource of a type whose logical id begins with {@code id}. */
    static JsonNode resource(JsonNode template, String type, String id) {
        return template.path("Resources")
                .propertyStream()
                .filter(entry -> entry.getKey().startsWith(id)
                        && entry.getValue().path("Type").asText().equals(type))
                .map(Map.Entry::getValue)
                .reduce((one, two) -> {
                    throw new AssertionError("more than one " + type + " " + id);
                })
                .orElseThrow(() -> new AssertionError("no " + type + " " + id));
    }

    private static Map<String, Object> flags() {
        try {
            Map<String, Object> flags = new TreeMap<>();
            JSON.readTree(Path.of("cdk.json").toFile())
                    .path("context")
                    .properties()
                    .forEach(flag -> flags.put(flag.getKey(), JSON.convertValue(flag.getValue(), Object.class)));
            return flags;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptyZip() {
        try {
            return Files.write(Path.of("target", "empty.zip"), EMPTY_ZIP);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
