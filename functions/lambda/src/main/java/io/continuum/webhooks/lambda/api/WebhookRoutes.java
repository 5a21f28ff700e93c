package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.idempotency.Begun;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
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
        return list.list(call);
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
