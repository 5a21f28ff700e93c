package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.stats.Failing;
import io.continuum.webhooks.core.webhook.DisableWebhook;
import io.continuum.webhooks.core.webhook.DisableWebhook.Outcome;
import io.continuum.webhooks.core.webhook.DisabledReason;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Does what a recorded attempt showed to be due about its webhook: disables it, or warns of it. Thread-safe. Throws
 * {@code Unavailable} where the message must stay, so that its redelivery does it.
 */
final class ActOnFinding {
    private final DeliveryPorts ports;
    private final DisableWebhook disable;
    private final Reports reports;

    ActOnFinding(DeliveryPorts ports, InstantSource clock) {
        this.ports = ports;
        this.disable = new DisableWebhook(ports.webhooks(), ports.states(), ports.journal(), clock);
        this.reports = new Reports(ports.reports(), clock);
    }

    /**
     * Acts on what {@code attempt} showed; nothing for nearly all.
     *
     * @param again whether a worker may have died while it did so: then what is done is reported again
     */
    void act(WebhookKey key, Attempt attempt, boolean again) {
        Finding finding = attempt.finding();
        if (finding == null) {
            return;
        }
        switch (finding.kind()) {
            case GONE -> disable(key, cause(DisabledReason.GONE, finding, attempt), again);
            case RECEIVER -> disable(key, cause(DisabledReason.RECEIVER, finding, attempt), again);
            case FAILING -> disable(key, cause(DisabledReason.FAILING, finding, attempt), again);
            case WARNING -> warn(key, attempt.endedAt());
        }
    }

    private static DisableWebhook.Cause cause(DisabledReason reason, Finding finding, Attempt attempt) {
        return new DisableWebhook.Cause(reason, finding.version(), attempt.endedAt());
    }

    private void disable(WebhookKey key, DisableWebhook.Cause cause, boolean again) {
        if (disable.disable(key, cause) instanceof Outcome.Disabled(Webhook webhook, WebhookState state, boolean before)
                && (!before || again)) {
            // Who finds it disabled leaves the report to whoever did that, unless that one may be dead.
            reports.disabled(webhook, state);
        }
    }

    private void warn(WebhookKey key, Instant failure) {
        Optional<Webhook> webhook = ports.webhooks().find(key);
        Optional<WebhookState> state = ports.states().load(key);
        if (webhook.isEmpty() || !webhook.get().active() || state.isEmpty()) {
            return;
        }
        Instant since = state.get().stats().failingSince();
        if (since != null && !failure.isBefore(since.plus(Failing.WARNING))) {
            reports.failing(webhook.get(), state.get().stats(), since);
        }
    }
}
