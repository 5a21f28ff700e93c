package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.json.Parsed;
import io.continuum.webhooks.core.json.StrictJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.util.List;
import java.util.Locale;

/** What a route does with a request's body. */
enum Body {
    /** It needs none; one that comes is not read. */
    UNUSED(64),
    /** Fields of something to make or change. */
    FIELDS(64),
    /** Fields of which each has a default, so that a request without a body is one. */
    OPTIONAL_FIELDS(64),
    /** Ids of deliveries, ten thousand at most. */
    IDS(512),
    /** An event type, whose schema and example have at most 64 KiB each. */
    EVENT_TYPE(192),
    /** An event. */
    EVENT(EventFields.MAX_BYTES / Body.KIB),
    /** Events, each of which has its limits for itself. */
    BATCH(1024);

    private static final int KIB = 1024;

    /** Source: reliability.md §4. */
    private final int maxKib;

    Body(int maxKib) {
        this.maxKib = maxKib;
    }

    /** Returns the body; a missing node where it is not used. */
    Result<JsonNode> read(Request request) {
        if (this != UNUSED && !declaredJson(request)) {
            return Result.refused(Refusal.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send JSON with the header Content-Type: application/json."));
        }
        if (request.size() > maxKib * KIB) {
            return Result.refused(
                    Refusal.of(ErrorCode.BODY_TOO_LARGE, "The body has at most " + maxKib + " KiB here."));
        }
        if (this == UNUSED) {
            return Result.ok(MissingNode.getInstance());
        }
        return this == OPTIONAL_FIELDS && request.size() == 0
                ? Result.ok(JsonNodeFactory.instance.objectNode())
                : parsed(request.body());
    }

    private Result<JsonNode> parsed(byte[] body) {
        Parsed read = this == BATCH ? StrictJson.parseMany(body) : StrictJson.parse(body);
        return switch (read) {
            case Parsed.Ok(JsonNode node) -> Result.ok(node);
            case Parsed.Bad bad ->
                Result.refused(Refusal.of(
                        ErrorCode.INVALID_JSON,
                        "%s See line %d, column %d.".formatted(bad.detail(), bad.line(), bad.column())));
        };
    }

    private static boolean declaredJson(Request request) {
        List<String> declared = request.header("Content-Type");
        if (declared.isEmpty()) {
            return request.size() == 0;
        }
        return declared.stream().allMatch(Body::isJson);
    }

    private static boolean isJson(String declared) {
        String type = declared.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.matches("[a-z0-9!#$&^_.-]+/[a-z0-9!#$&^_.-]+\\+json");
    }
}
