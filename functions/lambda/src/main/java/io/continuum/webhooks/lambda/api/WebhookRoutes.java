package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookRules;
import io.continuum.webhooks.core.webhook.WebhookStore;
import io.continuum.webhooks.lambda.api.dialect.Listing;
import io.continuum.webhooks.lambda.api.dialect.ShownWebhook;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Registrations. Thread-safe. */
final class WebhookRoutes {
    private static final int USUAL_LIMIT = 20;

    private final Api api;
    private final Lookup lookup;

    WebhookRoutes(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    Result<Response> create(Call call) {
        return made(call).map(made -> EntityTags.tagged(call.presenter().created(made), made.webhook()));
    }

    /** Under a key, its id follows from what is carried out: a repeat after a crash makes no second webhook. */
    private Result<RegisterWebhook.Registered> made(Call call) {
        RegisterWebhook register = api.webhooks().register();
        Begun.Started run = call.run();
        if (run == null) {
            return register.register(call.tenant(), call.body(), rules(call));
        }
        WebhookKey key = new WebhookKey(call.tenant(), WebhookId.derived(run.since(), run.run()));
        return register.again(key, call.body(), rules(call));
    }

    Result<Response> get(Call call) {
        return lookup.webhook(call).map(webhook -> written(call, webhook));
    }

    Result<Response> patch(Call call) {
        return update(call, true);
    }

    Result<Response> put(Call call) {
        return update(call, false);
    }

    Result<Response> delete(Call call) {
        return lookup.webhook(call)
                .then(webhook -> EntityTags.expected(call.request(), webhook)
                        .then(version -> api.webhooks().delete().delete(webhook, version)))
                .map(call.presenter()::deleted);
    }

    Result<Response> list(Call call) {
        QueryReader query = new QueryReader(call.request());
        int limit = query.limit(USUAL_LIMIT);
        int offset = query.offset();
        Boolean active = active(query);
        EventType event = query.one("event", EventType::parse, "This is not an event name.");
        return query.then(() -> {
            WebhookStore.Page page = page(call.tenant(), active, event, new Window(offset, limit));
            boolean more = offset + page.webhooks().size() < page.total();
            Listing<ShownWebhook> listing = new Listing<>(shown(page.webhooks()), limit, offset, more, null);
            return Result.ok(call.presenter().webhooks(listing, page.total()));
        });
    }

    private record Window(int offset, int limit) {}

    private static @Nullable Boolean active(QueryReader query) {
        Boolean active = query.flag("active");
        boolean only = Boolean.TRUE.equals(query.flag("active_only"));
        if (only && Boolean.FALSE.equals(active)) {
            query.error("active", "It contradicts `active_only`.");
        }
        return only ? Boolean.TRUE : active;
    }

    private WebhookStore.Page page(
            TenantId tenant, @Nullable Boolean active, @Nullable EventType event, Window window) {
        WebhookStore store = api.webhooks().store();
        if (event == null) {
            return store.list(tenant, active, window.offset(), window.limit());
        }
        List<Webhook> fitting = store.all(tenant).stream()
                .filter(webhook -> webhook.subscribesTo(event) && (active == null || active == webhook.active()))
                .sorted(Comparator.comparing(Webhook::createdAt)
                        .thenComparing(webhook -> webhook.key().webhook()))
                .toList();
        List<Webhook> page =
                fitting.stream().skip(window.offset()).limit(window.limit()).toList();
        return new WebhookStore.Page(page, fitting.size());
    }

    private List<ShownWebhook> shown(List<Webhook> webhooks) {
        List<WebhookKey> keys = webhooks.stream().map(Webhook::key).toList();
        Map<WebhookKey, WebhookState> states = api.deliveries().states().loadAll(keys).stream()
                .collect(Collectors.toMap(WebhookState::key, Function.identity()));
        return webhooks.stream()
                .map(webhook -> new ShownWebhook(webhook, states.getOrDefault(webhook.key(), Lookup.fresh(webhook))))
                .toList();
    }

    private Result<Response> update(Call call, boolean merge) {
        return lookup.webhook(call)
                .then(before -> EntityTags.expected(call.request(), before)
                        .then(version ->
                                api.webhooks().update().update(before, call.body(), merge, version, rules(call))))
                .map(after -> written(call, after));
    }

    private Response written(Call call, Webhook webhook) {
        return EntityTags.tagged(call.presenter().webhook(lookup.shown(webhook)), webhook);
    }

    private WebhookRules rules(Call call) {
        return api.platform().rules().apply(call.caller().dialect());
    }
}
