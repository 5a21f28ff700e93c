package io.continuum.webhooks.core.webhook;

import io.continuum.webhooks.core.admission.StateStore;
import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.journal.Journal;
import io.continuum.webhooks.core.problem.Unavailable;
import io.continuum.webhooks.core.stats.Failing;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Disables webhooks because of what their receivers answer. Judged by the webhook as it is at that moment: whoever has
 * enabled it again meanwhile, or sent it elsewhere, is not overruled by an older answer. Thread-safe.
 */
public final class DisableWebhook {
    /** Tries of a change that others keep overtaking. */
    private static final int TRIES = 5;

    private final WebhookStore webhooks;
    private final StateStore states;
    private final Journal journal;
    private final InstantSource clock;

    /** Writes to {@code webhooks}, judges by {@code states}. */
    public DisableWebhook(WebhookStore webhooks, StateStore states, Journal journal, InstantSource clock) {
        this.webhooks = webhooks;
        this.states = states;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Why a webhook is to be disabled.
     *
     * @param reason what its receiver did
     * @param version of the configuration that the answered attempt was made with
     * @param at when the attempt ended
     */
    public record Cause(DisabledReason reason, long version, Instant at) {}

    /** What came of it. */
    public sealed interface Outcome {
        /** It is disabled for the cause's reason, by this call or by an earlier one. */
        record Disabled(Webhook webhook, WebhookState state, boolean before) implements Outcome {}

        /** It stays what it is: it was enabled again, changed, removed or disabled otherwise meanwhile, or it recovered. */
        record Left() implements Outcome {}
    }

    /**
     * Disables a webhook; doing it twice changes nothing.
     *
     * @throws Unavailable if a store does not answer, or if others change the webhook all the time
     */
    public Outcome disable(WebhookKey key, Cause cause) {
        for (int tries = 0; tries < TRIES; tries++) {
            Optional<Webhook> found = webhooks.find(key);
            Optional<WebhookState> read = states.load(key);
            if (found.isEmpty() || read.isEmpty()) {
                return new Outcome.Left();
            }
            Webhook webhook = found.get();
            WebhookState state = read.get();
            if (state.configVersion() < webhook.version()) {
                // A change is becoming visible item by item: the state does not say yet whether it was a release.
                continue;
            }
            if (!webhook.active()) {
                boolean same = cause.reason().code().equals(webhook.disabledReason());
                return same ? new Outcome.Disabled(webhook, state, true) : new Outcome.Left();
            }
            if (state.releasedVersion() > cause.version() || recovered(state, cause)) {
                return new Outcome.Left();
            }
            Webhook disabled = webhook.disabled(cause.reason().code(), now());
            switch (webhooks.update(webhook, disabled, false)) {
                case DONE -> {
                    journal(disabled);
                    return new Outcome.Disabled(disabled, state, false);
                }
                case GONE -> {
                    return new Outcome.Left();
                }
                case LOST, UID_TAKEN -> {
                    // Somebody changed it: judged anew by what it is now.
                }
            }
        }
        throw new Unavailable("disable: overtaken by other changes of the webhook");
    }

    private static boolean recovered(WebhookState state, Cause cause) {
        return cause.reason() == DisabledReason.FAILING && !Failing.disables(state.stats(), cause.at());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void journal(Webhook disabled) {
        Map<String, Object> fields = new HashMap<>(RegisterWebhook.names(disabled.key()));
        fields.put("reason", String.valueOf(disabled.disabledReason()));
        fields.put("version", disabled.version());
        journal.write(Journal.Level.INFO, "webhook.disabled", fields);
    }
}
