package io.continuum.webhooks.lambda.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.lambda.openapi.ApiDescription.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes requests of the description: some right, some wrong in one place, some wrong everywhere. The same generator
 * makes the same requests. Not thread-safe.
 */
public final class FuzzRequests {
    /** How often the making of webhooks is asked for, where others are once: few random ones are good enough. */
    private static final int MORE = 6;

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND");
    private static final List<String> SEGMENTS = List.of(
            "",
            "%00",
            "%2F",
            "..",
            "%2e%2e%2f",
            "%",
            "%zz",
            "%C0%AF",
            "+",
            "a%20b",
            "%F0%9F%98%80",
            "health",
            "{id}",
            "x".repeat(300),
            "wh_01kbs8zq408n3v5tqc2w7xh4mj",
            "dlv_01kbs8zq408n3v5tqc2w7xh4mj",
            "T%23acme",
            "key_x");
    private static final List<String> TYPES = List.of(
            "application/json; charset=utf-8", "text/plain", "", "application/vnd.x+json", "json", "a/b;".repeat(50));
    private static final List<String> HEADERS = List.of(
            "If-Match", "Idempotency-Key", "If-None-Match", "Content-Encoding", "X-HTTP-Method-Override", "Accept");

    private final ApiDescription description;
    private final List<Operation> operations;
    private final RandomGenerator random;
    private final FuzzValues values;
    private final FuzzBytes bytes;
    private final List<String> known = new ArrayList<>(List.of("lamp"));

    /**
     * Makes requests by {@code random}.
     *
     * @param urls targets of webhooks
     */
    public FuzzRequests(ApiDescription description, RandomGenerator random, List<String> urls) {
        this.description = description;
        this.operations = description.operations().stream()
                .flatMap(operation -> Collections.nCopies(makesWebhooks(operation) ? MORE : 1, operation).stream())
                .toList();
        this.random = random;
        this.values = new FuzzValues(description, random, urls);
        this.bytes = new FuzzBytes(random);
    }

    private static boolean makesWebhooks(Operation operation) {
        return operation.method().equals("POST") && operation.path().endsWith("/webhooks");
    }

    /** Learns the ids in an answer, so that later requests find something. */
    public void learn(JsonNode answer) {
        for (String name : List.of("id", "delivery_id", "event_id", "uid")) {
            answer.findValues(name).stream()
                    .filter(JsonNode::isTextual)
                    .map(JsonNode::textValue)
                    .forEach(this::learn);
        }
    }

    private void learn(String id) {
        if (known.size() < 200) {
            known.add(id);
        } else {
            known.set(random.nextInt(known.size()), id);
        }
    }

    /** Returns the next request. */
    public FuzzRequest next() {
        Operation operation = values.pick(operations);
        Map<String, String> headers = new HashMap<>();
        String path = path(operation) + query(operation);
        byte[] body = body(operation, headers);
        headers(operation, headers);
        String method = random.nextInt(40) == 0 ? values.pick(METHODS) : operation.method();
        return new FuzzRequest(method, path, headers, body);
    }

    private String path(Operation operation) {
        StringBuilder path = new StringBuilder();
        for (String segment : operation.path().substring(1).split("/", -1)) {
            path.append('/')
                    .append(
                            segment.startsWith("{") || random.nextInt(60) == 0
                                    ? segment(segment, operation.path().contains("/webhooks/{id}"))
                                    : segment);
        }
        String alias = random.nextInt(4) == 0 ? path.toString().replaceFirst("^/api/v1/", "/v1/") : path.toString();
        return random.nextInt(40) == 0 ? alias + "/" : alias;
    }

    private String segment(String template, boolean ofWebhook) {
        if (random.nextInt(4) == 0) {
            return values.pick(SEGMENTS);
        }
        List<String> fitting = switch (template) {
            case "{delivery_id}" -> starting("dlv_");
            case "{name}" -> List.of("custom.x", "memory.created", "custom.thing", "nothing");
            case "{tenant_id}" -> List.of("acme", "default");
            // Webhooks are few among the ids, and what can be done to them is most of what can be done.
            case "{id}" -> ofWebhook ? starting("wh") : known;
            default -> known;
        };
        return values.pick(fitting.isEmpty() ? known : fitting);
    }

    private List<String> starting(String prefix) {
        return known.stream().filter(id -> id.startsWith(prefix)).toList();
    }

    private String query(Operation operation) {
        List<String> pairs = new ArrayList<>();
        for (JsonNode parameter : description.parameters(operation)) {
            if (parameter.path("in").asText().equals("query") && random.nextInt(4) == 0) {
                pairs.add(parameter.path("name").asText() + "=" + queryValue(parameter));
            }
        }
        if (random.nextInt(25) == 0) {
            pairs.add(
                    values.pick(List.of("unknown=1", "=", "&&", "limit=1&limit=2", "%00=%00", "cursor=%zz", "limit")));
        }
        return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
    }

    private String queryValue(JsonNode parameter) {
        String text = random.nextInt(3) == 0
                ? values.oddText()
                : values.value(parameter.path("name").asText(), parameter.path("schema"), 0)
                        .asText();
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private byte[] body(Operation operation, Map<String, String> headers) {
        JsonNode media = description
                .resolved(operation.node().path("requestBody"))
                .path("content")
                .path("application/json");
        if (media.isMissingNode() && random.nextInt(20) > 0) {
            return new byte[0];
        }
        headers.put("Content-Type", random.nextInt(30) == 0 ? values.pick(TYPES) : "application/json");
        JsonNode value = random.nextInt(3) == 0 && media.has("examples")
                ? values.example(media.path("examples"))
                : values.value("", media.path("schema"), 0);
        for (int i = random.nextInt(3); i > 0; i--) {
            value = values.spoiled(value);
        }
        String json = value.toString();
        return random.nextInt(8) == 0 ? bytes.spoiled(json) : json.getBytes(StandardCharsets.UTF_8);
    }

    private void headers(Operation operation, Map<String, String> headers) {
        description.parameters(operation).stream()
                .filter(parameter -> parameter.path("in").asText().equals("header"))
                .filter(_ -> random.nextInt(3) == 0)
                .forEach(parameter -> headers.put(parameter.path("name").asText(), headerValue()));
        if (random.nextInt(20) == 0) {
            headers.put(values.pick(HEADERS), headerValue());
        }
    }

    private String headerValue() {
        return values.pick(
                List.of("*", "\"1\"", "\"2\", \"3\"", "W/\"1\"", "x", "key-1", "key-2", "y".repeat(300), "gzip"));
    }
}
