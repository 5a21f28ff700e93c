package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Dialect;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a webhook's fields under the names of the caller's dialect: clients of {@code lanonasis} may write
 * {@code retryPolicy}, as seed 003's TypeScript client does. Errors name a field as it was written.
 */
final class WebhookFields {
    private static final String NAME = "retry_policy";
    private static final String ALIAS = "retryPolicy";

    private WebhookFields() {}

    /** Returns what {@code use} makes of the body under its usual names. */
    static <T> Result<T> read(Call call, Function<JsonNode, Result<T>> use) {
        boolean aliased = call.caller().dialect() == Dialect.LANONASIS && call.body().has(ALIAS);
        if (!aliased || !(call.body() instanceof ObjectNode body)) {
            return use.apply(call.body());
        }
        if (body.has(NAME)) {
            return Result.refused(Refusal.fields(
                    List.of(new FieldError("/" + ALIAS, "This field is given twice, under two names."))));
        }
        ObjectNode usual = body.deepCopy();
        usual.set(NAME, usual.remove(ALIAS));
        return switch (use.apply(usual)) {
            case Result.Ok<T> ok -> ok;
            case Result.Refused<T>(Refusal refusal) -> Result.refused(asWritten(refusal));
        };
    }

    private static Refusal asWritten(Refusal refusal) {
        List<FieldError> errors = refusal.errors().stream()
                .map(error -> error.pointer().startsWith("/" + NAME)
                        ? new FieldError(error.pointer().replace("/" + NAME, "/" + ALIAS), error.detail())
                        : error)
                .toList();
        return new Refusal(refusal.code(), refusal.detail(), errors, refusal.retryAfter());
    }
}
