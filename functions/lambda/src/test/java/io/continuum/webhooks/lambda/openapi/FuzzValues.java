package io.continuum.webhooks.lambda.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Makes values that satisfy a schema, mostly, and spoils them. */
final class FuzzValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEP = 3;

    /** Where a pattern alone would not lead to anything interesting. */
    private static final Map<String, List<String>> NAMED = Map.of(
            "event", List.of("memory.created", "memory_added", "custom.x", "quota.exceeded", "webhook.test"),
            "type", List.of("memory.created", "search.performed", "custom.x"),
            "events", List.of("*", "memory.*", "memory.created", "custom.*", "webhook.disabled", "nothing.*"),
            "tenant_id", List.of("acme", "default", "somebody-new"),
            "timestamp", List.of("2025-12-06T12:00:00Z", "2024-01-15T10:30:00.123456", "-0001-01-01T00:00:00Z"),
            "expires_at", List.of("2999-01-01T00:00:00Z", "+999999999-12-31T23:59:59Z", "2001-01-01T00:00:00Z"),
            "since", List.of("2025-12-06T12:00:00Z", "+999999999-12-31T23:59:59Z", "-999999999-01-01T00:00:00Z"),
            "until", List.of("2025-12-07T12:00:00Z", "0000-01-01T00:00:00Z"),
            "name", List.of("custom.x", "custom.thing", "lamp", ""));

    private static final List<String> STRINGS = List.of(
            "",
            " ",
            "x",
            "null",
            "\u0000",
            "a\nb\r\nX-Injected: 1",
            "\uD83D\uDE00".repeat(70),
            "x".repeat(257),
            "x".repeat(5_000),
            "../../etc/passwd",
            "https://a.example/\u202Egnp",
            "http://[::ffff:127.0.0.1]:8080/",
            "https://user:pass@a.example:70000/#x",
            "T#acme#W",
            "\uFFFF\u0001\u007F",
            "2025-12-06T12:00:00Z",
            "99999999999999999999");

    private static final List<String> NUMBERS = List.of(
            "0",
            "-0",
            "-1",
            "1",
            "1.5",
            "21",
            "2147483648",
            "9223372036854775808",
            "1e20",
            "-1e-30",
            "0.1e-7",
            "123456789012345678901234567890");

    private final ApiDescription description;
    private final RandomGenerator random;
    private final List<String> urls;

    FuzzValues(ApiDescription description, RandomGenerator random, List<String> urls) {
        this.description = description;
        this.random = random;
        this.urls = List.copyOf(urls);
    }

    /** Returns a value for a field of that name. */
    JsonNode value(String name, JsonNode given, int depth) {
        JsonNode schema = description.resolved(given);
        for (String choice : List.of("oneOf", "anyOf")) {
            if (schema.has(choice) && !schema.has("properties")) {
                return value(name, pick(schema.path(choice)), depth);
            }
        }
        if (schema.has("enum")) {
            return pick(schema.path("enum"));
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        JsonNode type = schema.path("type");
        String one = type.isArray() ? pick(type).asText() : type.asText("any");
        return switch (one) {
            case "object" -> object(schema, depth);
            case "array" -> array(name, schema, depth);
            case "string" -> JSON.textNode(text(name, schema));
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "null" -> JSON.nullNode();
            default -> anything(depth);
        };
    }

    /** Returns one of the examples, with a target of this run. */
    JsonNode example(JsonNode examples) {
        JsonNode value = pick(examples.valueStream().toList()).path("value").deepCopy();
        if (value instanceof ObjectNode object && object.has("url")) {
            object.put("url", pick(urls));
        }
        return value;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = JSON.objectNode();
        List<String> required = new ArrayList<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        pickIfAny(schema.path("anyOf"))
                .ifPresent(one -> one.path("required").forEach(name -> required.add(name.asText())));
        schema.path("properties").properties().forEach(field -> {
            if (required.contains(field.getKey()) || random.nextInt(5) == 0) {
                object.set(field.getKey(), value(field.getKey(), field.getValue(), depth + 1));
            }
        });
        if (schema.path("additionalProperties").asBoolean() && random.nextBoolean()) {
            object.set(pick(List.of("user_id", "category", "pattern", "tags", "metadata")), anything(depth + 1));
        }
        return object;
    }

    private ArrayNode array(String name, JsonNode schema, int depth) {
        ArrayNode array = JSON.arrayNode();
        int size = Math.max(schema.path("minItems").asInt(), random.nextInt(4));
        for (int i = 0; i < size; i++) {
            array.add(value(name, schema.path("items"), depth + 1));
        }
        return array;
    }

    private String text(String name, JsonNode schema) {
        if (name.equals("url")) {
            return pick(urls);
        }
        if (NAMED.containsKey(name) && random.nextInt(20) > 0) {
            return pick(NAMED.getOrDefault(name, List.of()));
        }
        if (schema.path("examples").isArray()) {
            return pick(schema.path("examples")).asText();
        }
        int length = Math.max(schema.path("minLength").asInt(), random.nextInt(24));
        return "a".repeat(Math.max(1, length));
    }

    private JsonNode number(JsonNode schema) {
        int least = schema.path("minimum").asInt(-3);
        int most = schema.path("maximum").asInt(1_000);
        return JSON.numberNode(
                random.nextBoolean() ? random.nextInt(least, most + 1) : random.nextBoolean() ? least : most);
    }

    /** Returns any JSON at all. */
    JsonNode anything(int depth) {
        return switch (random.nextInt(depth > DEEP ? 4 : 6)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(new BigDecimal(pick(NUMBERS)));
            case 3 -> JSON.textNode(pick(STRINGS));
            case 4 -> JSON.arrayNode().add(anything(depth + 1)).add(anything(depth + 1));
            default ->
                JSON.objectNode()
                        .<ObjectNode>set(pick(STRINGS), anything(depth + 1))
                        .set("key", anything(depth + 1));
        };
    }

    /** Returns the value with something in it changed, left out or added. */
    JsonNode spoiled(JsonNode value) {
        if (value instanceof ObjectNode object && !object.isEmpty() && random.nextInt(8) > 0) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            String name = pick(names);
            switch (random.nextInt(5)) {
                case 0 -> object.remove(name);
                case 1 -> object.set(pick(STRINGS), anything(0));
                case 2 -> object.set(name, anything(0));
                default -> object.set(name, spoiled(object.path(name)));
            }
            return object;
        }
        if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(4) > 0) {
            int index = random.nextInt(array.size());
            array.set(index, spoiled(array.get(index)));
            return array;
        }
        return anything(0);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    String oddText() {
        return pick(STRINGS);
    }

    private JsonNode pick(JsonNode array) {
        return array.get(random.nextInt(array.size()));
    }

    private Optional<JsonNode> pickIfAny(JsonNode array) {
        return array.isEmpty() ? Optional.empty() : Optional.of(pick(array));
    }
}
