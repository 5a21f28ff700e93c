package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.health.Health;
import io.continuum.webhooks.core.health.QueueDepths.Depths;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.tenant.KeyHash;
import io.continuum.webhooks.core.tenant.Principal;
import io.continuum.webhooks.core.tenant.Scope;
import io.continuum.webhooks.lambda.api.dialect.Presenter;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The health of the platform; who has no key is answered in the usual dialect. Thread-safe. */
final class HealthRoutes {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    /** No key has it; looking for it shows that the table answers. */
    private static final KeyHash NOBODY = KeyHash.of("the health check looks for this key");

    private final Api api;
    private final Authenticator authenticator;

    HealthRoutes(Api api, Authenticator authenticator) {
        this.api = api;
        this.authenticator = authenticator;
    }

    Response get(Request request) {
        try {
            return switch (authenticator.callerIfAny(request)) {
                case Result.Refused<Optional<Principal>>(Refusal refusal) ->
                    Presenters.usual().problem(refusal, request.path());
                case Result.Ok<Optional<Principal>>(Optional<Principal> caller) -> judged(caller);
            };
        } catch (Unavailable e) {
            String service = String.valueOf(e.getMessage());
            api.platform().journal().write(Journal.Level.ERROR, "health.dependency_down", Map.of("service", service));
            return written(Presenters.usual(), Health.UNHEALTHY, null);
        }
    }

    private Response judged(Optional<Principal> caller) {
        boolean numbers = caller.filter(known -> known.has(Scope.WEBHOOKS_READ)).isPresent();
        api.keys().store().find(NOBODY);
        Depths depths = api.platform().queues().read();
        Presenter presenter =
                caller.map(known -> Presenters.of(known.dialect())).orElseGet(Presenters::usual);
        return written(presenter, Health.of(depths), numbers ? depths : null);
    }

    private static Response written(Presenter presenter, Health health, @Nullable Depths depths) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("status", health.code());
        if (depths != null) {
            json.putObject("queue_depth")
                    .put("high", depths.high())
                    .put("normal", depths.normal())
                    .put("low", depths.low());
            Duration oldest = depths.oldest();
            json.put("oldest_message_age_seconds", oldest == null ? null : oldest.toSeconds());
            json.put("dlq_size", depths.deadLetters());
        }
        return presenter.answer(health == Health.UNHEALTHY ? UNAVAILABLE : OK, json);
    }
}
