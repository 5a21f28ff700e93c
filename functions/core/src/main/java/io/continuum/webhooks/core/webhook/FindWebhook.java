package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.util.Optional;

/** Finds a webhook by what a caller calls it. Thread-safe. */
public final class FindWebhook {
    private final WebhookStore webhooks;

    /** Reads from {@code webhooks}. */
    public FindWebhook(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * Returns the tenant's webhook with that id (either prefix) or uid; empty for an unknown one and for another
     * tenant's alike.
     */
    public Optional<Webhook> find(TenantId tenant, String idOrUid) {
        Optional<WebhookId> id = WebhookId.parse(idOrUid);
        return id.or(() -> idOrUid.isEmpty() || idOrUid.length() > 64
                        ? Optional.empty()
                        : webhooks.findByUid(tenant, idOrUid))
                .flatMap(known -> webhooks.find(new WebhookKey(tenant, known)));
    }
}
