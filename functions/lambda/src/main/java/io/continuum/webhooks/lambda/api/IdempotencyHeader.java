package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.idempotency.IdempotencyKey;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.util.List;
import java.util.Optional;

/** The header Idempotency-Key, and what its keys are good for. */
final class IdempotencyHeader {
    private IdempotencyHeader() {}

    /** Returns the key, empty if there is none. */
    static Result<Optional<IdempotencyKey>> read(Request request) {
        List<String> given = request.header("Idempotency-Key");
        if (given.isEmpty()) {
            return Result.ok(Optional.empty());
        }
        Optional<IdempotencyKey> key = given.size() == 1 ? IdempotencyKey.parse(given.getFirst()) : Optional.empty();
        return key.isPresent()
                ? Result.ok(key)
                : Result.refused(Refusal.of(
                        ErrorCode.INVALID_IDEMPOTENCY_KEY,
                        "Send one Idempotency-Key of 1 to " + IdempotencyKey.MAX_LENGTH
                                + " visible ASCII characters."));
    }

    /** Returns the request's path in one spelling: without the base that it was called by, decoded. */
    static String path(Request request) {
        List<String> segments = Template.split(request.path());
        int base = segments.indexOf("v1");
        return "/" + String.join("/", segments.subList(base + 1, segments.size()));
    }
}
