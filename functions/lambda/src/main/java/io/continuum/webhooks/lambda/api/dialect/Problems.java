package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Duration;

/** Writes refusals as RFC 9457 does. Status and title are {@link ErrorCode}'s, the one table of both. */
final class Problems {
    private static final String MEDIA_TYPE = "application/problem+json";
    private static final String TYPES = "https://continuum-webhooks.dev/errors/";

    private Problems() {}

    static Response of(Refusal refusal, String instance) {
        ErrorCode code = refusal.code();
        ObjectNode json = Json.object();
        json.put("type", TYPES + code.code());
        json.put("title", code.title());
        json.put("status", code.status());
        json.put("detail", refusal.detail());
        json.put("instance", instance);
        json.put("code", code.code());
        errors(json, refusal);
        return headed(Response.json(code.status(), MEDIA_TYPE, json), refusal);
    }

    /** Adds which fields were wrong, under the same names in every dialect. */
    static void errors(ObjectNode json, Refusal refusal) {
        ArrayNode errors = json.putArray("errors");
        refusal.errors()
                .forEach(error ->
                        errors.addObject().put("pointer", error.pointer()).put("detail", error.detail()));
    }

    /** Adds the headers that HTTP wants beside some codes; they are the same in every dialect. */
    static Response headed(Response response, Refusal refusal) {
        Duration wait = refusal.retryAfter();
        Response timed = wait == null ? response : response.with("Retry-After", Long.toString(seconds(wait)));
        return refusal.code().status() == 401 ? timed.with("WWW-Authenticate", "Bearer") : timed;
    }

    /** Rounds up, so that nobody comes back too early. */
    private static long seconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}
