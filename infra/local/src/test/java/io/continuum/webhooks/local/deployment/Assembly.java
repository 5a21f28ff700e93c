package io.continuum.webhooks.local.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A synthesized app on its way to the emulator. */
record Assembly(Path folder, String stack, ObjectNode template, Map<String, JsonNode> leftOut) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TextNode NAME = TextNode.valueOf("left-out-for-the-emulator");

    /** Takes out of the template whatever the emulator refuses; what refers to it gets a name that nothing has. */
    static Assembly prepare(Path folder, String stack) {
        Path file = folder.resolve(stack + ".template.json");
        try {
            ObjectNode template = (ObjectNode) JSON.readTree(file.toFile());
            ObjectNode resources = (ObjectNode) template.path("Resources");
            Map<String, JsonNode> leftOut = new TreeMap<>();
            List<Gap> refused = Gap.all(Gap.Outcome.REFUSED);
            resources.properties().forEach(entry -> {
                if (refused.stream().anyMatch(gap -> gap.has(entry.getValue()))) {
                    leftOut.put(entry.getKey(), entry.getValue());
                }
            });
            leftOut.keySet().forEach(resources::remove);
            ObjectNode closed = (ObjectNode) without(template, leftOut::containsKey);
            closed.path("Resources").forEach(resource -> depend(resource, leftOut.keySet()));
            JSON.writeValue(file.toFile(), closed);
            return new Assembly(folder, stack, closed, leftOut);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a template of this resource and nothing else. */
    static String alone(JsonNode resource) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        ObjectNode single = ((ObjectNode) without(resource, _ -> true)).without(List.of("DependsOn", "Metadata"));
        template.putObject("Resources").set("One", single);
        return template.toString();
    }

    private static JsonNode without(JsonNode node, Predicate<String> gone) {
        if (node.size() == 1 && node.has("Ref") && gone.test(node.path("Ref").asText())) {
            return NAME;
        }
        if (node.size() == 1
                && node.has("Fn::GetAtt")
                && gone.test(node.path("Fn::GetAtt").path(0).asText())) {
            return NAME;
        }
        return switch (node) {
            case ObjectNode object -> {
                ObjectNode copy = JsonNodeFactory.instance.objectNode();
                object.properties().forEach(entry -> copy.set(entry.getKey(), without(entry.getValue(), gone)));
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(one -> copy.add(without(one, gone)));
                yield copy;
            }
            default -> node;
        };
    }

    private static void depend(JsonNode resource, Set<String> gone) {
        if (resource instanceof ObjectNode object && object.path("DependsOn") instanceof ArrayNode on) {
            ArrayNode kept = JsonNodeFactory.instance.arrayNode();
            on.forEach(one -> {
                if (!gone.contains(one.asText())) {
                    kept.add(one);
                }
            });
            object.set("DependsOn", kept);
        }
    }

    /** Returns the resources that are deployed, of one type, by their logical ids. */
    Map<String, JsonNode> resources(String type) {
        Map<String, JsonNode> found = new TreeMap<>();
        template.path("Resources").properties().forEach(entry -> {
            if (entry.getValue().path("Type").asText().equals(type)) {
                found.put(entry.getKey(), entry.getValue().path("Properties"));
            }
        });
        return found;
    }
}
