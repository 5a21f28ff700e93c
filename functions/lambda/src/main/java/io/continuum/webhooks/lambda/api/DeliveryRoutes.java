package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.EventStore;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.DeliveryKey;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.dialect.DeliveryShape;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Deliveries of one webhook, tests included. Thread-safe. */
final class DeliveryRoutes {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private static final int USUAL_LIMIT = 100;

    /** Of the store's bounded reads for one page: 50 MB of records, a few seconds of a caller's 29. */
    private static final int MOST_READS = 50;

    private final Api api;
    private final Lookup lookup;

    DeliveryRoutes(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    Result<Response> test(Call call) {
        return lookup.webhook(call)
                .then(webhook -> found(api.deliveries().test().test(webhook), "webhook"))
                .map(delivery -> call.presenter().answer(OK, DeliveryShape.test(delivery)));
    }

    Result<Response> list(Call call) {
        QueryReader query = new QueryReader(call.request());
        DeliveryHistory.Query wanted = new DeliveryHistory.Query(
                query.one("status", Status::of, "One of pending, success, failed, dead_letter, cancelled, held."),
                query.one("event", EventType::parse, "This is not an event name."),
                query.time("since"),
                query.time("until"),
                null,
                query.offset(),
                query.limit(USUAL_LIMIT));
        return query.then(() -> lookup.webhook(call).map(webhook -> {
            DeliveryHistory.Page page = full(webhook.key(), wanted);
            Listing<Delivery> listing =
                    new Listing<>(page.deliveries(), wanted.limit(), wanted.offset(), page.more(), null);
            return call.presenter()
                    .list(
                            "deliveries",
                            listing,
                            delivery -> DeliveryShape.listed(
                                    delivery, call.presenter().ids()));
        }));
    }

    /** Reads on until the page is full: who counts by offset would miss what a short one left out. */
    private DeliveryHistory.Page full(WebhookKey webhook, DeliveryHistory.Query wanted) {
        DeliveryHistory.Page page = api.deliveries().history().list(webhook, wanted);
        List<Delivery> found = new ArrayList<>(page.deliveries());
        DeliveryId next = page.next();
        for (int i = 1; i < MOST_READS && next != null && found.size() < wanted.limit(); i++) {
            DeliveryHistory.Query rest = new DeliveryHistory.Query(
                    wanted.status(),
                    wanted.event(),
                    wanted.since(),
                    wanted.until(),
                    next,
                    0,
                    wanted.limit() - found.size());
            page = api.deliveries().history().list(webhook, rest);
            found.addAll(page.deliveries());
            next = page.next();
        }
        return new DeliveryHistory.Page(found, next);
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
                .then(webhook -> id(call).then(id -> api.deliveries().retry().retry(webhook, id)))
                .map(delivery -> call.presenter()
                        .answer(
                                ACCEPTED,
                                DeliveryShape.listed(delivery, call.presenter().ids())));
    }

    private Optional<Delivery> find(Webhook webhook, DeliveryId id) {
        return api.deliveries().history().find(new DeliveryKey(webhook.key(), id));
    }

    /** What receivers get in the body, by the format that the webhook has now. */
    private Optional<CanonicalJson> payload(Webhook webhook, Delivery delivery) {
        return api.events()
                .store()
                .find(delivery.key().webhook().tenant(), delivery.eventId())
                .flatMap(EventStore.Stored::whole)
                .map(event -> webhook.settings()
                        .format()
                        .payload(event, webhook.key().webhook(), Math.max(1, delivery.attempts())));
    }

    private static Result<DeliveryId> id(Call call) {
        return found(DeliveryId.parse(call.name("delivery_id")), "delivery");
    }

    private static <T> Result<T> found(Optional<T> thing, String what) {
        return thing.map(Result::ok).orElseGet(() -> Result.refused(Refusal.notFound(what)));
    }
}
