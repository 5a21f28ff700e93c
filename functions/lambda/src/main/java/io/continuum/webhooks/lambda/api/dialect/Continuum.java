package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.function.Function;

/** The usual dialect: flat objects under fixed names (spec.md §2, "Answers"). */
final class Continuum implements Presenter {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;

    @Override
    public Ids ids() {
        return Ids.CONTINUUM;
    }

    @Override
    public Response created(RegisterWebhook.Registered made) {
        Webhook webhook = made.webhook();
        WebhookState state =
                WebhookState.fresh(webhook.key(), webhook.settings().capacity(), webhook.createdAt());
        return Response.json(CREATED, WebhookShape.withSecret(new ShownWebhook(webhook, state), made.secret()));
    }

    @Override
    public Response webhook(ShownWebhook shown) {
        return Response.json(OK, listed(shown));
    }

    @Override
    public ObjectNode listed(ShownWebhook shown) {
        return WebhookShape.of(shown, Ids.CONTINUUM);
    }

    @Override
    public Response webhooks(Listing<ShownWebhook> page, int total) {
        return Response.json(OK, Json.list("webhooks", page, this::listed).put("total", total));
    }

    @Override
    public Response deleted(Webhook webhook) {
        return Response.empty(NO_CONTENT);
    }

    @Override
    public Response removed(String id) {
        return Response.empty(NO_CONTENT);
    }

    @Override
    public Response answer(int status, ObjectNode shape) {
        return Response.json(status, shape);
    }

    @Override
    public <T> Response list(String name, Listing<T> page, Function<T, ObjectNode> shape) {
        return Response.json(OK, Json.list(name, page, shape));
    }

    @Override
    public Response problem(Refusal refusal, String instance) {
        return Problems.of(refusal, instance);
    }
}
