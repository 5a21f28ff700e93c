package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.FindDelivery;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Allowance;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.dialect.DeliveryShape;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.Optional;

/** Deliveries of one webhook, tests included. Thread-safe. */
final class DeliveryRoutes {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final Api api;
    private final Lookup lookup;
    private final DeliveryList list;

    DeliveryRoutes(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
        this.list = new DeliveryList(api, lookup);
    }

    Result<Response> test(Call call) {
        return lookup.webhook(call)
                .then(webhook -> lookup.allowed(webhook, Allowance.TEST))
                .then(webhook -> found(api.deliveries().test().test(webhook), "webhook"))
                .map(delivery -> call.presenter().answer(OK, DeliveryShape.test(delivery)));
    }

    Result<Response> list(Call call) {
        return list.list(call);
    }

    Result<Response> get(Call call) {
        return lookup.webhook(call)
                .then(webhook -> id(call).then(id -> found(find(webhook, id), "delivery"))
                        .map(delivery -> call.presenter()
                                .answer(
                                        OK,
                                        DeliveryShape.whole(
                                                delivery,
                                                payload(webhook, delivery).orElse(null),
                                                call.presenter().ids()))));
    }

    Result<Response> retry(Call call) {
        return lookup.webhook(call)
                .then(webhook -> id(call).then(id -> lookup.allowed(webhook, Allowance.RETRY)
                        .then(_ -> api.deliveries().retry().retry(webhook, id))))
                .map(delivery -> call.presenter()
                        .answer(
                                ACCEPTED,
                                DeliveryShape.listed(delivery, call.presenter().ids())));
    }

    private Optional<Delivery> find(Webhook webhook, DeliveryId id) {
        return new FindDelivery(api.deliveries().history(), api.events().store()).find(webhook.key(), id);
    }

    /** What receivers get in the body, by the format that the webhook has now. */
    private Optional<CanonicalJson> payload(Webhook webhook, Delivery delivery) {
        return api.events()
                .store()
                .find(delivery.key().webhook().tenant(), delivery.eventId())
                .flatMap(EventStore.Stored::whole)
                .map(event -> api.wire().render().payload(webhook, event, Math.max(1, delivery.attempts())));
    }

    private static Result<DeliveryId> id(Call call) {
        return found(DeliveryId.parse(call.name("delivery_id")), "delivery");
    }

    private static <T> Result<T> found(Optional<T> thing, String what) {
        return thing.map(Result::ok).orElseGet(() -> Result.refused(Refusal.notFound(what)));
    }
}
