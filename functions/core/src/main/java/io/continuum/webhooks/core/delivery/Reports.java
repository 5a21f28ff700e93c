package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.admission.WebhookState;
import io.continuum.webhooks.core.breaker.Breaker;
import io.continuum.webhooks.core.event.Event;
import io.continuum.webhooks.core.event.EventMessage;
import io.continuum.webhooks.core.event.EventQueue;
import io.continuum.webhooks.core.event.EventType;
import io.continuum.webhooks.core.event.Operational;
import io.continuum.webhooks.core.id.WebhookKey;
import io.continuum.webhooks.core.json.CanonicalJson;
import io.continuum.webhooks.core.stats.Failing;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells a tenant what happened to its webhooks and deliveries: makes the operational events and sends them to the events
 * queue. Each happening has one id, so that saying it twice makes one event. They name webhooks and never their URLs,
 * which may hold credentials. A report costs one queue message; the emitter stores it only if somebody subscribes to it.
 * Thread-safe. Methods throw {@code Unavailable} if the queue may not have it.
 */
public final class Reports {
    private final EventQueue queue;
    private final InstantSource clock;

    /** Sends to {@code queue}. */
    public Reports(EventQueue queue, InstantSource clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** Says that a delivery was given up; nothing if it was itself one of a report, so that no report begets another. */
    void exhausted(Delivery dead) {
        if (Operational.is(dead.eventType())) {
            return;
        }
        WebhookKey key = dead.key().webhook();
        Reason reason = dead.reason();
        CanonicalJson.Builder data = Operational.about(key.webhook())
                .put("delivery_id", dead.key().delivery().toString())
                .put("event_id", dead.eventId().value())
                .put("event", dead.eventType().name())
                .put("attempts", dead.attempts())
                .put("created_at", time(dead.createdAt()));
        putText(data, "reason", reason == null ? null : reason.code());
        putText(data, "last_error", dead.last().map(Attempt::error).orElse(null));
        Integer code = dead.last().map(Attempt::responseCode).orElse(null);
        if (code == null) {
            data.putNull("last_response_code");
        } else {
            data.put("last_response_code", code);
        }
        // A dead letter that is sent anew may die again, after more attempts.
        String attempts = Integer.toString(dead.attempts());
        send(key, Operational.DELIVERY_EXHAUSTED, data, dead.key().delivery().value(), attempts);
    }

    /** Says that the platform disabled a webhook; {@code state} tells since when it failed. */
    void disabled(Webhook webhook, WebhookState state) {
        CanonicalJson.Builder data = named(webhook).put("disabled_at", time(webhook.updatedAt()));
        putText(data, "reason", webhook.disabledReason());
        Instant since = state.stats().failingSince();
        putText(data, "failing_since", since == null ? null : time(since));
        // It is disabled once between two releases.
        String period = Long.toString(state.releasedVersion());
        send(webhook.key(), Operational.WEBHOOK_DISABLED, data, id(webhook.key()), period);
    }

    /** Says that a webhook has failed for half of the time after which it is disabled, since {@code since}. */
    void failing(Webhook webhook, Stats stats, Instant since) {
        CanonicalJson.Builder data = named(webhook)
                .put("failing_since", time(since))
                .put("failures", stats.streak())
                .put("disabled_after", time(since.plus(Failing.LIMIT)));
        String period = Long.toString(since.getEpochSecond());
        send(webhook.key(), Operational.WEBHOOK_FAILING, data, id(webhook.key()), period);
    }

    /** Says that a closed breaker opened; that a probe failed is no news. */
    void opened(WebhookState state, Breaker.Open open, int failures) {
        CanonicalJson.Builder data = Operational.about(state.key().webhook())
                .put("failures", failures)
                .put("opened_at", time(open.openedAt()))
                .put("until", time(open.until()))
                .put("openings", open.openings());
        send(state.key(), Operational.BREAKER_OPENED, data, id(state.key()), Long.toString(state.epoch()));
    }

    private void send(WebhookKey key, EventType type, CanonicalJson.Builder data, String... happening) {
        Event event = Operational.report(key.tenant(), type, data.build(), clock.instant(), happening);
        queue.send(new EventMessage(event, false, false));
    }

    private static CanonicalJson.Builder named(Webhook webhook) {
        CanonicalJson.Builder data = Operational.about(webhook.key().webhook())
                .put("name", webhook.settings().name());
        putText(data, "uid", webhook.uid());
        return data;
    }

    private static void putText(CanonicalJson.Builder data, String name, @Nullable String value) {
        if (value == null) {
            data.putNull(name);
        } else {
            data.put(name, value);
        }
    }

    private static String id(WebhookKey key) {
        return key.webhook().toString();
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
