package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.erasure.Erasure;
import io.continuum.webhooks.core.id.JobId;
import io.continuum.webhooks.core.id.JobKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.FieldError;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.dialect.ErasureShape;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.List;
import java.util.Map;

/** Erasures of one user's payloads, and their receipts. Thread-safe. */
final class ErasureRoutes {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Api api;

    ErasureRoutes(Api api) {
        this.api = api;
    }

    Result<Response> erase(Call call) {
        String user = call.name("user_id");
        if (user.isEmpty() || user.codePointCount(0, user.length()) > Erasure.MAX_USER_ID) {
            String detail = "1 to " + Erasure.MAX_USER_ID + " characters.";
            return Result.refused(Refusal.fields(List.of(new FieldError("/user_id", detail))));
        }
        Erasure erasure = api.jobs().erase().erase(call.tenant(), user);
        Map<String, String> fields = Map.of(
                "tenant_id", call.tenant().toString(),
                "erasure_id", erasure.key().job().toString());
        api.platform().journal().write(Journal.Level.INFO, "erasure.requested", fields);
        return Result.ok(call.presenter().answer(ACCEPTED, ErasureShape.of(erasure)));
    }

    Result<Response> get(Call call) {
        return JobId.parse(call.name("id"))
                .flatMap(id -> api.jobs().erasures().find(new JobKey(call.tenant(), id)))
                .map(erasure -> Result.ok(call.presenter().answer(OK, ErasureShape.of(erasure))))
                .orElseGet(() -> Result.refused(Refusal.notFound("erasure")));
    }
}
