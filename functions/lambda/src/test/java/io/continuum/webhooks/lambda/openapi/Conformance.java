package io.continuum.webhooks.lambda.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.continuum.webhooks.lambda.openapi.ApiDescription.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds exchanges against the description. Thread-safe. */
public final class Conformance {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BAD = 400;
    private static final Conformance WORKING_TREES = new Conformance(ApiDescription.ofWorkingTree());

    private final ApiDescription description;
    private final Schemas asWritten;
    private final Schemas closed;

    private Conformance(ApiDescription description) {
        this.description = description;
        this.asWritten = Schemas.asWritten(description);
        this.closed = Schemas.closed(description);
    }

    /**
     * Checks that the description in the working tree knows this answer: the status, the headers, the media type and
     * every name of the body; and that what was accepted satisfies the schema of the request.
     *
     * @throws AssertionError naming everything that differs
     */
    public static void check(Exchange exchange) {
        List<String> objections = WORKING_TREES.objections(exchange);
        if (!objections.isEmpty()) {
            throw new AssertionError(
                    "docs/openapi.yaml says otherwise about " + exchange + "\n" + String.join("\n", objections));
        }
    }

    /** Returns what differs. */
    List<String> objections(Exchange exchange) {
        Optional<Operation> operation = description.find(exchange.method(), exchange.path());
        JsonNode response = operation
                .map(known -> documented(known.node().path("responses"), exchange.status()))
                .orElseGet(() -> documented(description.root().path("x-unmatched-responses"), exchange.status()));
        if (response.isMissingNode()) {
            return List.of("The status is not documented.");
        }
        List<String> objections = new ArrayList<>(headers(response, exchange));
        if (!exchange.method().equals("HEAD")) {
            objections.addAll(body(response, exchange));
        }
        operation.ifPresent(known -> objections.addAll(request(known, exchange)));
        return objections;
    }

    private JsonNode documented(JsonNode responses, int status) {
        return description.resolved(responses.path(Integer.toString(status)));
    }

    private List<String> headers(JsonNode response, Exchange exchange) {
        List<String> objections = new ArrayList<>();
        response.path("headers").properties().forEach(entry -> {
            JsonNode header = description.resolved(entry.getValue());
            Optional<String> given = exchange.header(entry.getKey());
            if (given.isEmpty() && header.path("required").asBoolean()) {
                objections.add("The header " + entry.getKey() + " is missing.");
            }
            given.ifPresent(value -> asWritten
                    .objections(header.path("schema"), TextNode.valueOf(value))
                    .forEach(wrong -> objections.add("The header " + entry.getKey() + ": " + wrong)));
        });
        return objections;
    }

    private List<String> body(JsonNode response, Exchange exchange) {
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            return exchange.got().isEmpty() ? List.of() : List.of("There should be no body.");
        }
        JsonNode media = content.path(exchange.mediaType());
        if (media.isMissingNode()) {
            return List.of("The media type " + exchange.mediaType() + " is not documented.");
        }
        if (!exchange.mediaType().endsWith("json")) {
            return asWritten.objections(media.path("schema"), TextNode.valueOf(exchange.got()));
        }
        JsonNode body = parsed(exchange.got());
        return body == null ? List.of("The body is not JSON.") : judged(media.path("schema"), body, exchange);
    }

    private List<String> judged(JsonNode schema, JsonNode body, Exchange exchange) {
        List<String> objections = new ArrayList<>(closest(schema, body));
        boolean problem = exchange.mediaType().equals("application/problem+json");
        if (problem && body.path("status").asInt() != exchange.status()) {
            objections.add("/status differs from the answer's own.");
        }
        if (problem && !body.path("instance").asText().equals(exchange.path())) {
            objections.add("/instance differs from the request's path.");
        }
        return objections;
    }

    /** Of the dialects' objections only the fewest say something. */
    private List<String> closest(JsonNode schema, JsonNode body) {
        List<String> all = closed.objections(schema, body);
        return all.isEmpty()
                ? all
                : schema.path("oneOf")
                        .valueStream()
                        .map(branch -> closed.objections(branch, body))
                        .filter(wrong -> !wrong.isEmpty())
                        .min(Comparator.comparingInt(List::size))
                        .orElse(all);
    }

    /** What was refused may look like anything; what was accepted may not. */
    private List<String> request(Operation operation, Exchange exchange) {
        JsonNode documented = description.resolved(operation.node().path("requestBody"));
        JsonNode schema = documented.path("content").path("application/json").path("schema");
        if (exchange.status() >= BAD || schema.isMissingNode()) {
            return List.of();
        }
        if (exchange.sent().isEmpty()) {
            return documented.path("required").asBoolean() ? List.of("Accepted without a body.") : List.of();
        }
        JsonNode body = parsed(exchange.sent());
        List<String> objections = body == null ? List.of("not JSON") : asWritten.objections(schema, body);
        return objections.stream().map(wrong -> "Accepted, but: " + wrong).toList();
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node.isMissingNode() ? null : node;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
