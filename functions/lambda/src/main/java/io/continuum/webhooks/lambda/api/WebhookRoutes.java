package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.core.webhook.WebhookRules;
import io.continuum.webhooks.lambda.api.gateway.Response;

/** Registrations. Thread-safe. */
final class WebhookRoutes {
    private final Api api;
    private final Lookup lookup;
    private final WebhookList list;

    WebhookRoutes(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
        this.list = new WebhookList(api);
    }

    Result<Response> create(Call call) {
        return WebhookFields.read(
                        call, body -> api.webhooks().register().register(call.tenant(), body, rules(call)))
                .map(made -> EntityTags.tagged(call.presenter().created(made), made.webhook()));
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
        return list.list(call);
    }

    private Result<Response> update(Call call, boolean merge) {
        return lookup.webhook(call)
                .then(before -> EntityTags.expected(call.request(), before)
                        .then(version -> WebhookFields.read(call, body -> api.webhooks()
                                .update()
                                .update(before, body, merge, version, rules(call)))))
                .map(after -> written(call, after));
    }

    private Response written(Call call, Webhook webhook) {
        return EntityTags.tagged(call.presenter().webhook(lookup.shown(webhook)), webhook);
    }

    private WebhookRules rules(Call call) {
        return api.platform().rules().apply(call.caller().dialect());
    }
}
