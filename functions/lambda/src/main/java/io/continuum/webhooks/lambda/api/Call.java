package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.tenant.Principal;
import io.continuum.webhooks.lambda.api.dialect.Presenter;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that may be carried out.
 *
 * @param request the request
 * @param caller who calls; the key has the route's scope
 * @param names what stands in the path for the template's parameters, decoded
 * @param body what the route reads; a missing node if it reads none
 * @param run what is carried out under an idempotency key; null = none, or the route itself takes care of it
 */
record Call(Request request, Principal caller, Map<String, String> names, JsonNode body, Begun.@Nullable Started run) {
    Call {
        names = Map.copyOf(names);
    }

    Call(Request request, Principal caller, Map<String, String> names, JsonNode body) {
        this(request, caller, names, body, null);
    }

    Call begun(Begun.Started as) {
        return new Call(request, caller, names, body, as);
    }

    TenantId tenant() {
        return caller.tenant();
    }

    /** Returns what stands for {@code {parameter}}. */
    String name(String parameter) {
        return Objects.requireNonNull(names.get(parameter), parameter);
    }

    Presenter presenter() {
        return Presenters.of(caller.dialect());
    }

    /** Returns who and what, for the log: the body and the names may hold anything. */
    @Override
    public String toString() {
        return "Call[%s of %s]".formatted(request, caller.tenant());
    }
}
