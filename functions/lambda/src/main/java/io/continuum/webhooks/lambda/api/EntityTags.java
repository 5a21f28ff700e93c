package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The versions of webhooks as HTTP names them (RFC 9110 §8.8.3 and §13.1.1). */
final class EntityTags {
    private EntityTags() {}

    static Response tagged(Response response, Webhook webhook) {
        return response.with("ETag", tag(webhook));
    }

    /**
     * Returns the version that a change is meant for, empty = any. Comparison is strong, so a weak tag never matches,
     * and neither does what is no tag at all.
     */
    static Result<OptionalLong> expected(Request request, Webhook webhook) {
        List<String> given = request.header("If-Match");
        List<String> tags = given.stream()
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .toList();
        if (given.isEmpty() || tags.equals(List.of("*"))) {
            return Result.ok(OptionalLong.empty());
        }
        return tags.contains(tag(webhook))
                ? Result.ok(OptionalLong.of(webhook.version()))
                : Result.refused(Refusal.of(ErrorCode.ETAG_MISMATCH, "Read the webhook again and repeat the change."));
    }

    private static String tag(Webhook webhook) {
        return "\"" + webhook.version() + "\"";
    }
}
