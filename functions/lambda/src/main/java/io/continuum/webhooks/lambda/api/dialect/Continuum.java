package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.gateway.Response;
import org.jspecify.annotations.Nullable;

/** The usual dialect: flat objects under fixed names (spec.md §2, "Answers"). */
final class Continuum implements Presenter {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    @Override
    public Response created(RegisterWebhook.Registered made) {
        Webhook webhook = made.webhook();
        WebhookState state =
                WebhookState.fresh(webhook.key(), webhook.settings().capacity(), webhook.createdAt());
        return Response.json(CREATED, WebhookShape.withSecret(new ShownWebhook(webhook, state), made.secret()));
    }

    @Override
    public Response webhook(ShownWebhook shown) {
        return Response.json(OK, WebhookShape.of(shown));
    }

    @Override
    public Response webhooks(Listing<ShownWebhook> page, int total) {
        return Response.json(OK, Json.list("webhooks", page, WebhookShape::of).put("total", total));
    }

    @Override
    public Response deleted(Webhook webhook) {
        return Response.empty(NO_CONTENT);
    }

    @Override
    public Response tested(Delivery delivery) {
        return Response.json(OK, DeliveryShape.test(delivery));
    }

    @Override
    public Response deliveries(Listing<Delivery> page) {
        return Response.json(OK, Json.list("deliveries", page, DeliveryShape::listed));
    }

    @Override
    public Response delivery(Delivery delivery, @Nullable CanonicalJson payload) {
        return Response.json(OK, DeliveryShape.whole(delivery, payload));
    }

    @Override
    public Response retried(Delivery delivery) {
        return Response.json(ACCEPTED, DeliveryShape.listed(delivery));
    }

    @Override
    public Response stats(StatsReport report) {
        return Response.json(OK, StatsShape.of(report));
    }

    @Override
    public Response accepted(Event event) {
        ObjectNode json = Json.object();
        json.put("id", event.id().toString());
        json.put("event", event.type().name());
        json.put("timestamp", Json.time(event.timestamp()));
        return Response.json(ACCEPTED, json);
    }

    @Override
    public Response event(EventReport report) {
        Event event = report.event();
        ObjectNode json = Json.object();
        json.put("id", event.id().toString());
        json.put("event", event.type().name());
        json.put("timestamp", Json.time(event.timestamp()));
        Json.put(json, "data", event.data());
        json.put("priority", event.priority().code());
        json.put("user_id", event.userId().orElse(null));
        json.put("matched", report.matched());
        ArrayNode deliveries = json.putArray("deliveries");
        report.deliveries().forEach(delivery -> deliveries.add(DeliveryShape.listed(delivery)));
        return Response.json(OK, json.putNull("next_cursor"));
    }

    @Override
    public Response keyMade(CreateApiKey.Made made) {
        return Response.json(CREATED, KeyShape.made(made));
    }

    @Override
    public Response keys(Listing<ApiKey> page) {
        return Response.json(OK, Json.list("api_keys", page, KeyShape::listed));
    }

    @Override
    public Response keyRemoved(String id) {
        return Response.empty(NO_CONTENT);
    }

    @Override
    public Response problem(Refusal refusal, String instance) {
        return Problems.of(refusal, instance);
    }
}
