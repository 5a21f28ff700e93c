package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.tenant.Principal;
import io.continuum.webhooks.lambda.api.dialect.Presenter;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.Request;
import java.util.Map;
import java.util.Objects;

/**
 * A request that may be carried out.
 *
 * @param request the request
 * @param caller who calls; the key has the route's scope
 * @param names what stands in the path for the template's parameters, decoded
 * @param body what the route reads; a missing node if it reads none
 */
record Call(Request request, Principal caller, Map<String, String> names, JsonNode body) {
    Call {
        names = Map.copyOf(names);
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
