package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.problem.ErrorCode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Principal;
import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.lambda.api.dialect.Presenter;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.Map;
import java.util.Optional;

/** Checks key, scope and body, in this order, before anything is done. Thread-safe. */
final class Guard {
    private final Authenticator authenticator;
    private final Rescue rescue;
    private final Replays replays;

    Guard(Authenticator authenticator, Rescue rescue, Replays replays) {
        this.authenticator = authenticator;
        this.rescue = rescue;
        this.replays = replays;
    }

    /** Returns what {@code endpoint} answers, or why it is not asked. */
    Response answer(Route.Guarded endpoint, Request request, Map<String, String> names) {
        return switch (authenticator.caller(request)) {
            case Result.Refused<Principal>(Refusal refusal) ->
                Presenters.usual().problem(refusal, request.path());
            case Result.Ok<Principal>(Principal caller) ->
                // Here the dialect is known, so that even a failure of ours is told in it.
                rescue.answer(
                        request,
                        Presenters.of(caller.dialect()),
                        () -> written(caller, request, run(endpoint, request, names, caller)));
        };
    }

    /** Tells what no route could, in the caller's dialect if there is a caller. */
    Response problem(Request request, Refusal refusal) {
        Presenter presenter = switch (authenticator.callerIfAny(request)) {
            case Result.Ok<Optional<Principal>>(Optional<Principal> caller) ->
                caller.map(known -> Presenters.of(known.dialect())).orElseGet(Presenters::usual);
            case Result.Refused<Optional<Principal>> _ -> Presenters.usual();
        };
        return presenter.problem(refusal, request.path());
    }

    private static Response written(Principal caller, Request request, Result<Response> result) {
        Presenter presenter = Presenters.of(caller.dialect());
        return switch (result) {
            case Result.Ok<Response>(Response response) -> response;
            case Result.Refused<Response>(Refusal refusal) -> presenter.problem(refusal, request.path());
        };
    }

    private Result<Response> run(Route.Guarded endpoint, Request request, Map<String, String> names, Principal caller) {
        Scope scope = endpoint.scope();
        if (!caller.has(scope)) {
            return Result.refused(lacking(scope));
        }
        Result<JsonNode> body = endpoint.body().read(request);
        return body.then(read -> replays.once(endpoint, new Call(request, caller, names, read)));
    }

    static Refusal lacking(Scope scope) {
        return Refusal.of(ErrorCode.INSUFFICIENT_SCOPE, "This needs a key with the scope `" + scope.code() + "`.");
    }
}
