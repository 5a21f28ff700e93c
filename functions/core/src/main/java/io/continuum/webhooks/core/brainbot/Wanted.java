package io.continuum.webhooks.core.brainbot;

import io.continuum.webhooks.core.admission.Capacity;
import io.continuum.webhooks.core.egress.TargetUrl;
import io.continuum.webhooks.core.event.EventPattern;
import io.continuum.webhooks.core.format.Format;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.retry.RetryPolicy;
import io.continuum.webhooks.core.signing.Credentials;
import io.continuum.webhooks.core.signing.Secret;
import io.continuum.webhooks.core.signing.SignatureScheme;
import io.continuum.webhooks.core.webhook.Webhook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the environment wants of its webhook. What it says nothing of stays as it is.
 *
 * @param environment what it says
 * @param url where it sends
 * @param format the form of its deliveries
 */
record Wanted(BrainBotSettings environment, TargetUrl url, Format format) {
    private static final String AUTHORIZATION = "authorization";
    private static final String BEARER = "Bearer ";

    /** Returns the settings of a new webhook. */
    Webhook.Settings settings(Capacity usual) {
        return new Webhook.Settings(
                url,
                patterns(),
                null,
                "markdown-brain-bot",
                "Kept as the environment variables MEM0_WEBHOOK_* say.",
                wire(List.of()),
                environment.retryPolicy(),
                capacity(usual),
                CanonicalJson.object().build());
    }

    /** Returns the settings of a webhook that has {@code before}. */
    Webhook.Settings settings(Webhook.Settings before) {
        return new Webhook.Settings(
                url,
                patterns(),
                before.filter(),
                before.name(),
                before.description(),
                wire(before.wire().headers()),
                policy(before),
                capacity(before.capacity()),
                before.metadata());
    }

    /** Returns the credentials of a webhook that has {@code before}. */
    Credentials credentials(Credentials before) {
        Map<String, String> headers = new HashMap<>(before.headers());
        headers.remove(AUTHORIZATION);
        if (environment.token() != null) {
            headers.put(AUTHORIZATION, BEARER + environment.token());
        }
        Secret secret = environment.secret();
        // An end of an old secret is not waited for: the environment knows one only.
        Credentials signing = secret == null || secret.equals(before.current()) ? before : Credentials.of(secret);
        return signing.withHeaders(headers);
    }

    private List<EventPattern> patterns() {
        return environment.events().stream()
                .map(type -> new EventPattern(type.name()))
                .toList();
    }

    private Webhook.Wire wire(List<String> headersBefore) {
        TreeSet<String> headers = new TreeSet<>(headersBefore);
        headers.remove(AUTHORIZATION);
        if (environment.token() != null) {
            headers.add(AUTHORIZATION);
        }
        return new Webhook.Wire(format, SignatureScheme.HMAC, new ArrayList<>(headers), environment.secret() != null);
    }

    /** The same policy, read from a table, may write its numbers otherwise. */
    private RetryPolicy policy(Webhook.Settings before) {
        RetryPolicy known = before.retryPolicy();
        RetryPolicy wanted = environment.retryPolicy();
        return known != null && known.toJson().toString().equals(wanted.toJson().toString()) ? known : wanted;
    }

    private Capacity capacity(Capacity before) {
        return new Capacity(before.maxConcurrency(), before.ratePerMinute(), environment.timeout());
    }
}
