package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One line of the table of routes.
 *
 * @param method in upper case; HEAD goes to GET
 * @param path where
 * @param endpoint who may, and what happens
 */
record Route(String method, Template path, Endpoint endpoint) {
    /** Who may, and what happens. */
    sealed interface Endpoint {}

    /**
     * For callers without a key too.
     *
     * @param answers the whole of it
     */
    record Open(Function<Request, Response> answers) implements Endpoint {}

    /**
     * For callers without a key too, about what the path names.
     *
     * @param answers the whole of it; its second argument is what stands in the path for the parameters, decoded
     */
    record OpenAbout(BiFunction<Request, Map<String, String>, Response> answers) implements Endpoint {}

    /**
     * For keys with a scope, and for others whom the endpoint itself knows.
     *
     * @param scope what a key needs
     * @param answers the whole of it, the check of the caller included
     */
    record SelfGuarded(Scope scope, Function<Request, Response> answers) implements Endpoint {}

    /**
     * For keys with a scope.
     *
     * @param scope what the key needs
     * @param body what is done with the body
     * @param action what happens
     * @param keyed who takes care of the header Idempotency-Key of a POST
     */
    record Guarded(Scope scope, Body body, Action action, Keyed keyed) implements Endpoint {
        /** The guard takes care of keys. */
        Guarded(Scope scope, Body body, Action action) {
            this(scope, body, action, Keyed.BY_GUARD);
        }
    }

    /** Who takes care of the header Idempotency-Key of a POST. */
    enum Keyed {
        /** The guard: the answer is remembered and given again. */
        BY_GUARD,
        /** The action: what it makes has an id that follows from the key. */
        BY_ACTION,
        /** Nobody: it changes nothing, so doing it again is its answer, which has an event's data and is not to be kept. */
        BY_NOBODY
    }

    /** Carries a call out. Thread-safe. */
    @FunctionalInterface
    interface Action {
        /** Returns the answer; a refusal is written in the caller's dialect. */
        Result<Response> run(Call call);
    }
}
