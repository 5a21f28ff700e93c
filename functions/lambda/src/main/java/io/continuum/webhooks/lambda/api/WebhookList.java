package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.dialect.Presenter;
import io.continuum.webhooks.lambda.api.dialect.ShownWebhook;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The list of a tenant's webhooks, oldest first. A position is the last webhook's id. Thread-safe. */
final class WebhookList {
    private static final int USUAL_LIMIT = 20;

    private final Api api;

    WebhookList(Api api) {
        this.api = api;
    }

    /** What must be the same on every page. */
    private record Filter(
            @Nullable Boolean active, @Nullable EventType event) {
        boolean fits(Webhook webhook) {
            return (event == null || webhook.subscribesTo(event)) && (active == null || active == webhook.active());
        }

        String list() {
            return "webhooks active=%s event=%s".formatted(active, event == null ? "" : event.name());
        }
    }

    Result<Response> list(Call call) {
        QueryReader query = new QueryReader(call.request());
        Filter filter = new Filter(active(query), query.one("event", EventType::parse, "This is not an event name."));
        Cursors cursors = api.platform().cursors();
        Window window = query.window(USUAL_LIMIT, text -> cursors.read(call.tenant(), filter.list(), text));
        return query.then(() -> {
            WebhookStore.Page page = page(call.tenant(), filter, window);
            Presenter presenter = call.presenter();
            Pages<ShownWebhook> pages =
                    new Pages<>(presenter::listed, shown -> cursor(call.tenant(), filter, shown.webhook()));
            String rest =
                    page.more() ? cursor(call.tenant(), filter, page.webhooks().getLast()) : null;
            Listing<ShownWebhook> listing = pages.page(shown(page.webhooks()), window, rest);
            return Result.ok(presenter.webhooks(listing, page.total()));
        });
    }

    private String cursor(TenantId tenant, Filter filter, Webhook last) {
        return api.platform()
                .cursors()
                .make(tenant, filter.list(), last.key().webhook().toString());
    }

    private static @Nullable Boolean active(QueryReader query) {
        Boolean active = query.flag("active");
        boolean only = Boolean.TRUE.equals(query.flag("active_only"));
        if (only && Boolean.FALSE.equals(active)) {
            query.error("active", "It contradicts `active_only`.");
        }
        return only ? Boolean.TRUE : active;
    }

    private WebhookStore.Page page(TenantId tenant, Filter filter, Window window) {
        WebhookStore store = api.webhooks().store();
        String position = window.position();
        WebhookId after = position == null ? null : WebhookId.parse(position).orElseThrow();
        if (filter.event() == null) {
            return store.list(tenant, new WebhookStore.Query(filter.active(), after, window.offset(), window.limit()));
        }
        // Patterns cannot be looked up, and the total counts all that fit: so all are looked at, in memory if they
        // have not changed since this process read them.
        List<Webhook> fitting = store.all(tenant).stream()
                .filter(filter::fits)
                .sorted(Comparator.comparing(webhook -> webhook.key().webhook()))
                .toList();
        List<Webhook> rest = fitting.stream()
                .filter(webhook -> after == null || webhook.key().webhook().compareTo(after) > 0)
                .skip(window.offset())
                .toList();
        List<Webhook> page = rest.stream().limit(window.limit()).toList();
        return new WebhookStore.Page(page, rest.size() > page.size(), fitting.size());
    }

    private List<ShownWebhook> shown(List<Webhook> webhooks) {
        List<WebhookKey> keys = webhooks.stream().map(Webhook::key).toList();
        Map<WebhookKey, WebhookState> states = api.deliveries().states().loadAll(keys).stream()
                .collect(Collectors.toMap(WebhookState::key, Function.identity()));
        return webhooks.stream()
                .map(webhook -> new ShownWebhook(webhook, states.getOrDefault(webhook.key(), Lookup.fresh(webhook))))
                .toList();
    }
}
