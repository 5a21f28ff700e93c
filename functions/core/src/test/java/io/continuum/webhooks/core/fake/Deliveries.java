package io.continuum.webhooks.core.fake;

import io.continuum.webhooks.core.admission.WaitReason;
import io.continuum.webhooks.core.delivery.Attempt;
import io.continuum.webhooks.core.delivery.Delivery;
import io.continuum.webhooks.core.delivery.Reason;
import io.continuum.webhooks.core.delivery.Status;
import io.continuum.webhooks.core.delivery.Waiting;
import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.event.Events;
import io.continuum.webhooks.core.id.TenantId;
import io.continuum.webhooks.core.id.WebhookId;
import io.continuum.webhooks.core.id.WebhookKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes deliveries for tests: {@code Deliveries.failed(Deliveries.first(webhook, "evt_1"))}. */
public final class Deliveries {
    /** When the first attempt of {@link #attempt} begins; the others follow minute by minute. */
    public static final Instant STARTED = Events.ACCEPTED.plusSeconds(1);

    private static final Duration TOOK = Duration.ofNanos(123_456_789);

    private Deliveries() {}

    /** Returns a webhook of a tenant that no other test has. */
    public static WebhookKey freshWebhook() {
        return webhookOf(new TenantId("t_" + UUID.randomUUID()));
    }

    /** Returns another webhook of that tenant. */
    public static WebhookKey webhookOf(TenantId tenant) {
        long seed = UUID.randomUUID().getMostSignificantBits();
        return new WebhookKey(tenant, WebhookId.make(Events.ACCEPTED, new SplittableRandom(seed)));
    }

    /** Returns the delivery of an event that was accepted at {@link Events#ACCEPTED}, before its first attempt. */
    public static Delivery first(WebhookKey webhook, String eventId) {
        return Delivery.first(
                Tasks.to(webhook).event(Events.valid().id(eventId)).build());
    }

    /** Returns the delivery of an event of that type, before its first attempt. */
    public static Delivery first(WebhookKey webhook, String eventId, String type, Instant acceptedAt) {
        Events event = Events.valid().id(eventId).type(type).acceptedAt(acceptedAt);
        return Delivery.first(Tasks.to(webhook).event(event).build());
    }

    /** Returns {@code before} after one more attempt that was answered 200. */
    public static Delivery succeeded(Delivery before) {
        return before.attempted(attempt(before.attempts() + 1, 200, "ok"), Status.SUCCESS, null);
    }

    /** Returns {@code before} after one more attempt that was answered 503. */
    public static Delivery failed(Delivery before) {
        return failed(before, "try again later");
    }

    /** Returns {@code before} after one more attempt that was answered 503 with that body. */
    public static Delivery failed(Delivery before, String body) {
        int number = before.attempts() + 1;
        return before.attempted(
                attempt(number, 503, body).retriedAt(startOf(number).plusSeconds(60)), Status.FAILED, null);
    }

    /** Returns {@code before} given up after one more attempt that was answered 503. */
    public static Delivery dead(Delivery before) {
        return before.attempted(
                attempt(before.attempts() + 1, 503, "never again"), Status.DEAD_LETTER, Reason.EXHAUSTED);
    }

    /** Returns {@code delivery} with its next attempt put off by a breaker, and parked. */
    public static Delivery parked(Delivery delivery) {
        return delivery.waitingFor(waiting(delivery.attempts() + 1));
    }

    /** Returns a wait for a breaker, outside the queues. */
    public static Waiting waiting(int attempt) {
        return new Waiting(attempt, WaitReason.BREAKER, startOf(attempt), startOf(attempt + 10), true);
    }

    /** Returns an attempt, failed unless the code is below 300. */
    public static Attempt attempt(int number, int code, String body) {
        return new Attempt(
                number,
                startOf(number),
                TOOK,
                List.of(new Header("Content-Type", "application/json"), new Header("X-Own", "")),
                code,
                body,
                false,
                code < 300 ? null : "HTTP " + code,
                null);
    }

    private static Instant startOf(int attempt) {
        return STARTED.plus(Duration.ofMinutes(attempt - 1L));
    }
}
