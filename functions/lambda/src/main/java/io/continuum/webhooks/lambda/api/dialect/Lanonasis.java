package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.function.Function;

/** The dialect of seed document 003: everything stands in an envelope. */
final class Lanonasis implements Presenter {
    private static final int OK = 200;
    private static final int CREATED = 201;

    /** From here on, a status says that it did not work. */
    private static final int FAILED = 400;

    @Override
    public Ids ids() {
        return Ids.LANONASIS;
    }

    @Override
    public Response created(RegisterWebhook.Registered made) {
        Webhook webhook = made.webhook();
        WebhookState state =
                WebhookState.fresh(webhook.key(), webhook.settings().capacity(), webhook.createdAt());
        return answer(CREATED, LanonasisWebhook.withSecret(new ShownWebhook(webhook, state), made.secret()));
    }

    @Override
    public Response webhook(ShownWebhook shown) {
        return answer(OK, listed(shown));
    }

    @Override
    public ObjectNode listed(ShownWebhook shown) {
        return LanonasisWebhook.of(shown);
    }

    @Override
    public Response webhooks(Listing<ShownWebhook> page, int total) {
        return page("webhooks", page, this::listed, Json.object().put("total", total));
    }

    @Override
    public Response deleted(Webhook webhook) {
        return removed(ids().of(webhook.key().webhook()));
    }

    @Override
    public Response removed(String id) {
        return answer(OK, Json.object().put("id", id));
    }

    @Override
    public Response answer(int status, ObjectNode shape) {
        ObjectNode envelope = Json.object().put("success", status < FAILED);
        return Response.json(status, envelope.set("data", shape));
    }

    @Override
    public <T> Response list(String name, Listing<T> page, Function<T, ObjectNode> shape) {
        return page(name, page, shape, Json.object());
    }

    private <T> Response page(String name, Listing<T> page, Function<T, ObjectNode> shape, ObjectNode pagination) {
        ObjectNode data = Json.object();
        ArrayNode items = data.putArray(name);
        page.items().forEach(item -> items.add(shape.apply(item)));
        pagination.put("limit", page.limit()).put("offset", page.offset()).put("has_more", page.more());
        // Beside it: clients of LanOnasis know four members of a pagination.
        data.set("pagination", pagination);
        return answer(OK, data.put("next_cursor", page.next()));
    }

    @Override
    public Response problem(Refusal refusal, String instance) {
        ObjectNode envelope = Json.object().put("success", false);
        ObjectNode error = envelope.putObject("error");
        error.put("code", refusal.code().code()).put("message", refusal.detail());
        Problems.errors(error, refusal);
        return Problems.headed(Response.json(refusal.code().status(), envelope), refusal);
    }
}
