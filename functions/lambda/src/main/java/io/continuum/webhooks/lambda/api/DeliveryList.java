package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.DeliveryHistory;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.DeliveryId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.lambda.api.dialect.DeliveryShape;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.dialect.Presenter;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of a webhook's deliveries, newest first. A position is the last delivery's id. Thread-safe. */
final class DeliveryList {
    private static final int USUAL_LIMIT = 100;

    /** Of the store's bounded reads for one page: 50 MB of records, a few seconds of a caller's 29. */
    private static final int MOST_READS = 50;

    private final Api api;
    private final Lookup lookup;

    DeliveryList(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    /** What must be the same on every page. */
    private record Filter(
            WebhookKey webhook,
            @Nullable Status status,
            @Nullable EventType event,
            @Nullable Instant since,
            @Nullable Instant until) {
        String list() {
            return "deliveries %s status=%s event=%s since=%s until=%s"
                    .formatted(webhook.webhook(), status, event == null ? "" : event.name(), since, until);
        }

        DeliveryHistory.Query query(@Nullable DeliveryId after, int offset, int limit) {
            return new DeliveryHistory.Query(status, event, since, until, after, offset, limit);
        }
    }

    Result<Response> list(Call call) {
        return lookup.webhook(call).then(webhook -> {
            QueryReader query = new QueryReader(call.request());
            Filter filter = new Filter(
                    webhook.key(),
                    query.one("status", Status::of, "One of pending, success, failed, dead_letter, cancelled, held."),
                    query.one("event", EventType::parse, "This is not an event name."),
                    query.time("since"),
                    query.time("until"));
            Cursors cursors = api.platform().cursors();
            Window window = query.window(USUAL_LIMIT, text -> cursors.read(call.tenant(), filter.list(), text));
            return query.then(() -> Result.ok(answer(call.presenter(), filter, window)));
        });
    }

    private Response answer(Presenter presenter, Filter filter, Window window) {
        DeliveryHistory.Page page = full(filter, window);
        DeliveryId next = page.next();
        Pages<Delivery> pages = new Pages<>(
                delivery -> DeliveryShape.listed(delivery, presenter.ids()),
                delivery -> cursor(filter, delivery.key().delivery()));
        Listing<Delivery> listing = pages.page(page.deliveries(), window, next == null ? null : cursor(filter, next));
        return presenter.list("deliveries", listing, pages.shape());
    }

    private String cursor(Filter filter, DeliveryId last) {
        return api.platform().cursors().make(filter.webhook().tenant(), filter.list(), last.toString());
    }

    /**
     * Reads on until the page is full, as who counts by offset would miss what a short one left out, and looks at one
     * more, so that it says rightly whether there is more.
     */
    private DeliveryHistory.Page full(Filter filter, Window window) {
        int wanted = window.limit() + 1;
        String position = window.position();
        DeliveryId after = position == null ? null : DeliveryId.parse(position).orElseThrow();
        DeliveryHistory history = api.deliveries().history();
        DeliveryHistory.Page page = history.list(filter.webhook(), filter.query(after, window.offset(), wanted));
        List<Delivery> found = new ArrayList<>(page.deliveries());
        DeliveryId next = page.next();
        for (int i = 1; i < MOST_READS && next != null && found.size() < wanted; i++) {
            page = history.list(filter.webhook(), filter.query(next, 0, wanted - found.size()));
            found.addAll(page.deliveries());
            next = page.next();
        }
        if (found.size() < wanted) {
            return new DeliveryHistory.Page(found, next);
        }
        List<Delivery> shown = found.subList(0, window.limit());
        return new DeliveryHistory.Page(shown, shown.getLast().key().delivery());
    }
}
