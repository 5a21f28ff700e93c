package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.util.RawValue;
import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.idempotency.Idempotency;
import io.continuum.webhooks.core.idempotency.IdempotencyKey;
import io.continuum.webhooks.core.idempotency.KeyedRequest;
import io.continuum.webhooks.core.idempotency.StoredAnswer;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Carries a POST with an Idempotency-Key out once, and gives its answer again to whoever sends it again. What is
 * remembered has no secret in it; answers of requests that were not carried out are not remembered. Thread-safe.
 */
final class Replays {
    /** Most requests are over by then. */
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    private static final int SERVER_ERROR = 500;

    private final Idempotency idempotency;
    private final Journal journal;

    Replays(Api.Platform platform) {
        this.idempotency = platform.idempotency();
        this.journal = platform.journal();
    }

    /** Returns the answer of {@code endpoint}: of now, or of the first time. */
    Result<Response> once(Route.Guarded endpoint, Call call) {
        boolean keyed = call.request().method().equals("POST") && endpoint.keyed() == Route.Keyed.BY_GUARD;
        return keyed ? once(endpoint.action(), call) : endpoint.action().run(call);
    }

    /** Returns the answer of {@code action}, which a POST asked for: of now, or of the first time. */
    Result<Response> once(Route.Action action, Call call) {
        return IdempotencyHeader.read(call.request())
                .then(key -> key.isEmpty() ? action.run(call) : once(action, call, key.get()));
    }

    private Result<Response> once(Route.Action action, Call call, IdempotencyKey key) {
        String said =
                call.body().isMissingNode() ? "" : CanonicalJson.of(call.body()).text();
        KeyedRequest request = new KeyedRequest(
                call.tenant(),
                IdempotencyHeader.path(call.request()),
                key,
                KeyHash.of(said).hex());
        return switch (idempotency.begin(request)) {
            case Begun.Started run -> run(action, call.begun(run), request, run);
            case Begun.Done(StoredAnswer answer) -> Result.ok(again(answer));
            case Begun.Running _ ->
                Result.refused(new Refusal(
                        ErrorCode.IDEMPOTENCY_IN_PROGRESS,
                        "Send the same request again in a moment for the answer of the first one.",
                        List.of(),
                        COME_AGAIN));
            case Begun.OtherBody _ ->
                Result.refused(Refusal.of(
                        ErrorCode.IDEMPOTENCY_KEY_REUSED,
                        "Use another Idempotency-Key, or send the same body under this one."));
        };
    }

    private Result<Response> run(Route.Action action, Call call, KeyedRequest request, Begun.Started run) {
        boolean ended = false;
        boolean untouched = false;
        try {
            Result<Response> result = action.run(call);
            switch (result) {
                case Result.Ok<Response>(Response response) -> {
                    if (response.status() < SERVER_ERROR) {
                        ended = true;
                        remember(call, request, run, response);
                    }
                }
                case Result.Refused<Response>(Refusal refusal) ->
                    untouched = refusal.code().status() < SERVER_ERROR;
            }
            return result;
        } finally {
            if (!ended) {
                release(request, run, untouched);
            }
        }
    }

    private void remember(Call call, KeyedRequest request, Begun.Started run, Response response) {
        try {
            idempotency.finish(
                    request, run, Masked.answer(response, call.caller().dialect()));
        } catch (Unavailable e) {
            // It is done, so its answer is true; a repeat within the lease is refused, and later it is done again.
            note("idempotency.not_remembered", request);
        }
    }

    private void release(KeyedRequest request, Begun.Started run, boolean untouched) {
        try {
            idempotency.release(request, run, untouched);
        } catch (Unavailable e) {
            // The lease ends by itself.
            note("idempotency.not_released", request);
        }
    }

    private void note(String what, KeyedRequest request) {
        Map<String, String> fields = Map.of("tenant_id", request.tenant().toString());
        journal.write(Journal.Level.WARNING, what, fields);
    }

    private static Response again(StoredAnswer answer) {
        Response response = answer.body() == null
                ? Response.empty(answer.status())
                // As it was stored: numbers keep their digits.
                : Response.json(answer.status(), JsonNodeFactory.instance.rawValueNode(new RawValue(answer.body())));
        Response tagged = answer.etag() == null ? response : response.with("ETag", answer.etag());
        return tagged.with("Idempotent-Replayed", "true");
    }
}
