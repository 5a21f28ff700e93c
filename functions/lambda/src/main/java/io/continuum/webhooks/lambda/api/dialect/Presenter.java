package io.continuum.webhooks.lambda.api.dialect;

import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.tenant.ApiKey;
import io.continuum.webhooks.core.tenant.CreateApiKey;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.gateway.Response;
import org.jspecify.annotations.Nullable;

/**
 * Writes the answers of one dialect: names, shapes and, where dialects differ in them, status codes. It decides nothing
 * else. Thread-safe.
 */
public interface Presenter {
    /** A new webhook; the only answer that shows a secret in full. */
    Response created(RegisterWebhook.Registered made);

    /** One webhook. */
    Response webhook(ShownWebhook shown);

    /** A page of webhooks; {@code total} counts all pages. */
    Response webhooks(Listing<ShownWebhook> page, int total);

    /** A webhook that is gone. */
    Response deleted(Webhook webhook);

    /** What came of sending a test. */
    Response tested(Delivery delivery);

    /** A page of deliveries. */
    Response deliveries(Listing<Delivery> page);

    /** One delivery with every attempt; null = its payload is gone. */
    Response delivery(Delivery delivery, @Nullable CanonicalJson payload);

    /** A delivery whose next attempt was asked for. */
    Response retried(Delivery delivery);

    /** What became of a webhook's deliveries. */
    Response stats(StatsReport report);

    /** An accepted event. */
    Response accepted(Event event);

    /** An event and where it went. */
    Response event(EventReport report);

    /** A new key; the only answer that shows one. */
    Response keyMade(CreateApiKey.Made made);

    /** A page of keys. */
    Response keys(Listing<ApiKey> page);

    /** A key that is gone. */
    Response keyRemoved(String id);

    /**
     * What was not carried out, and why.
     *
     * @param instance the path of the request
     */
    Response problem(Refusal refusal, String instance);
}
