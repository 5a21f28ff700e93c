package io.continuum.webhooks.lambda.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.event.EventFields;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.problem.Result;
import io.continuum.webhooks.core.signing.PublicKey;
import io.continuum.webhooks.core.tenant.Allowance;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Rotation;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.dialect.JwksShape;
import io.continuum.webhooks.lambda.api.dialect.RequestShape;
import io.continuum.webhooks.lambda.api.dialect.SecretShape;
import io.continuum.webhooks.lambda.api.gateway.Request;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Secrets, public keys and what is made with them. Thread-safe. */
final class SigningRoutes {
    private static final int OK = 200;

    /** How long a verifier may take a key for valid that was revoked meanwhile. */
    private static final Duration JWKS_AGE = Duration.ofMinutes(5);

    private final Api api;
    private final Lookup lookup;

    SigningRoutes(Api api, Lookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    Result<Response> rotate(Call call) {
        return lookup.webhook(call)
                .then(before -> EntityTags.expected(call.request(), before)
                        .then(version -> Rotation.read(call.body())
                                .then(rotation -> api.wire()
                                        .rotate()
                                        .rotate(
                                                before,
                                                rotation,
                                                version,
                                                call.caller().dialect().secretForm()))))
                .map(rotated -> written(call, rotated));
    }

    Result<Response> dryRun(Call call) {
        return lookup.webhook(call)
                .then(webhook -> EventFields.strict(call.body())
                        .then(draft -> lookup.allowed(webhook, Allowance.DRY_RUN)
                                .then(_ -> api.wire().dryRun().run(webhook, draft)))
                        .map(rendered -> call.presenter()
                                .answer(OK, RequestShape.of(webhook.settings().url(), rendered))));
    }

    /** Answers for unknown tenants as for those without keys, so that nobody can tell them apart. */
    Response jwks(Request request, Map<String, String> names) {
        Instant now = api.platform().clock().instant();
        List<PublicKey> keys = TenantId.parse(names.getOrDefault("tenant_id", "")).stream()
                .flatMap(tenant -> api.webhooks().store().publicKeys(tenant).stream())
                .filter(key -> key.isValidAt(now))
                .toList();
        return Response.json(OK, "application/jwk-set+json", JwksShape.of(keys))
                .with("Cache-Control", "public, max-age=" + JWKS_AGE.toSeconds());
    }

    private Response written(Call call, RegisterWebhook.Registered rotated) {
        Webhook webhook = rotated.webhook();
        ObjectNode shape = call.presenter().listed(lookup.shown(webhook));
        SecretShape.reveal(shape, webhook, rotated.secret());
        return EntityTags.tagged(call.presenter().answer(OK, shape), webhook);
    }
}
