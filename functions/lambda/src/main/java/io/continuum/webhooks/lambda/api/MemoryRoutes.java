package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.continuum.webhooks.core.brainbot.BrainBotSettings;
import io.continuum.webhooks.core.brainbot.EnvironmentWebhook;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Allowance;
import io.continuum.webhooks.core.tenant.Principal;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.dialect.MemoryShape;
import io.continuum.webhooks.lambda.api.dialect.Presenters;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** markdown-brain-bot's endpoints as seed 004 has them, the same in every dialect but for what is refused. Thread-safe. */
final class MemoryRoutes {
    private static final int OK = 200;

    private final Api api;
    private final MemoryCallers callers;
    private final Replays replays;

    MemoryRoutes(Api api, Authenticator authenticator) {
        this.api = api;
        this.replays = new Replays(api.platform());
        this.callers = new MemoryCallers(api.memory(), authenticator);
    }

    /** Takes a notification. */
    Response notify(Request request) {
        return answered(request, (caller, asked) -> {
            Result<JsonNode> body = Body.EVENT.read(asked);
            return body.then(read -> replays.once(
                    call -> api.memory()
                            .receive()
                            .receive(call.tenant(), call.body(), asked.body())
                            .map(_ -> Response.json(OK, MemoryShape.processed())),
                    new Call(asked, caller, Map.of(), read)));
        });
    }

    /** Tells what is configured. */
    Response status(Request request) {
        return answered(request, (caller, _) -> {
            Optional<Webhook> sending = sending(caller.tenant());
            return Result.ok(Response.json(
                    OK, sending.map(MemoryShape::status).orElseGet(() -> MemoryShape.status(idle(caller.tenant())))));
        });
    }

    /** Sends a test and says whether its receiver took it. */
    Response test(Request request) {
        return answered(
                request,
                (caller, asked) -> replays.once(
                        call -> tested(call.tenant()), new Call(asked, caller, Map.of(), MissingNode.getInstance())));
    }

    private Result<Response> tested(TenantId tenant) {
        Optional<Webhook> sending = sending(tenant);
        if (sending.isEmpty()) {
            return Result.ok(Response.json(OK, MemoryShape.test(false, sending)));
        }
        Webhook webhook = sending.get();
        return api.keys()
                .allow()
                .webhook(tenant, webhook.key().webhook(), Allowance.TEST)
                .map(_ -> {
                    boolean sent = api.deliveries()
                            .test()
                            .test(webhook)
                            .filter(delivery -> delivery.status() == Status.SUCCESS)
                            .isPresent();
                    return Response.json(OK, MemoryShape.test(sent, sending));
                });
    }

    private Response answered(Request request, BiFunction<Principal, Request, Result<Response>> answer) {
        return switch (callers.caller(request)) {
            case Result.Refused<Principal>(Refusal refusal) ->
                Presenters.usual().problem(refusal, request.path());
            case Result.Ok<Principal>(Principal caller) ->
                switch (answer.apply(caller, request)) {
                    case Result.Ok<Response>(Response response) -> response;
                    case Result.Refused<Response>(Refusal refusal) ->
                        Presenters.of(caller.dialect()).problem(refusal, request.path());
                };
        };
    }

    /** The webhook that the environment describes; empty unless it is there and sends. */
    private Optional<Webhook> sending(TenantId tenant) {
        return api.webhooks().find().find(tenant, EnvironmentWebhook.UID).filter(Webhook::active);
    }

    /** What the environment says where nothing is sent; of other tenants it says nothing. */
    private Optional<BrainBotSettings> idle(TenantId tenant) {
        return Optional.of(api.memory().settings().get()).filter(_ -> tenant.equals(EnvironmentWebhook.TENANT));
    }
}
