package io.continuum.webhooks.lambda.api.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.continuum.webhooks.core.problem.Refusal;
import io.continuum.webhooks.core.webhook.RegisterWebhook;
import io.continuum.webhooks.core.webhook.Webhook;
import io.continuum.webhooks.lambda.api.gateway.Response;
import java.util.function.Function;

/**
 * Writes the answers of one dialect: envelopes, ids, the shape of a webhook and, where dialects differ in them, status
 * codes. It decides nothing else. Everything but webhooks has one shape (the {@code *Shape} classes), in which a dialect
 * differs by its {@link Ids} only. Thread-safe.
 */
public interface Presenter {
    /** Returns how this dialect writes ids. */
    Ids ids();

    /** A new webhook; the only answer but a rotation's that shows a secret in full. */
    Response created(RegisterWebhook.Registered made);

    /** One webhook. */
    Response webhook(ShownWebhook shown);

    /** Returns a webhook as lists have it. */
    ObjectNode listed(ShownWebhook shown);

    /** A page of webhooks, as {@link #listed} has them; {@code total} counts all pages. */
    Response webhooks(Listing<ShownWebhook> page, int total);

    /** A webhook that is gone. */
    Response deleted(Webhook webhook);

    /** Something else that is gone, named by {@code id}. */
    Response removed(String id);

    /** One thing, of whatever kind. */
    Response answer(int status, ObjectNode shape);

    /** A page of things under {@code name}. */
    <T> Response list(String name, Listing<T> page, Function<T, ObjectNode> shape);

    /**
     * What was not carried out, and why.
     *
     * @param instance the path of the request
     */
    Response problem(Refusal refusal, String instance);
}
