package io.continuum.webhooks.lambda.api;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.tenant.Allow;
import io.continuum.webhooks.core.tenant.Allowance;
import io.continuum.webhooks.core.webhook.FindWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.dialect.ShownWebhook;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what a path names, in the caller's tenant only. Thread-safe. */
final class Lookup {
    /** Every id and uid is of this form; anything else never reaches a store. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final FindWebhook find;
    private final StateStore states;
    private final Allow allow;

    Lookup(Api api) {
        this.find = api.webhooks().find();
        this.states = api.deliveries().states();
        this.allow = api.keys().allow();
    }

    static boolean wellFormed(String name) {
        return NAME.matcher(name).matches();
    }

    /** Returns the webhook that {@code {id}} names. */
    Result<Webhook> webhook(Call call) {
        String name = call.name("id");
        return (wellFormed(name) ? find.find(call.tenant(), name) : Optional.<Webhook>empty())
                .map(Result::ok)
                .orElseGet(() -> Result.refused(Refusal.notFound("webhook")));
    }

    /**
     * Returns the webhook if its tenant may ask for that now, and counts it. Routes find the webhook, then read the body,
     * then ask this: what is unknown is 404 whatever the body says, and a body that is refused is not counted.
     */
    Result<Webhook> allowed(Webhook webhook, Allowance allowance) {
        return allow.webhook(webhook.key().tenant(), webhook.key().webhook(), allowance)
                .map(_ -> webhook);
    }

    /** Returns a webhook with what its deliveries made of it. */
    ShownWebhook shown(Webhook webhook) {
        return new ShownWebhook(webhook, states.load(webhook.key()).orElseGet(() -> fresh(webhook)));
    }

    static WebhookState fresh(Webhook webhook) {
        return WebhookState.fresh(webhook.key(), webhook.settings().capacity(), webhook.createdAt());
    }
}
