package io.continuum.webhooks.core.delivery;

import io.continuum.webhooks.core.egress.Header;
import io.continuum.webhooks.core.egress.SendFailure;
import io.continuum.webhooks.core.egress.SendResult;
import io.continuum.webhooks.core.retry.RetryAfter;
import io.continuum.webhooks.core.retry.RetrySchedule;
import io.continuum.webhooks.core.stats.Failing;
import io.continuum.webhooks.core.stats.Stats;
import io.continuum.webhooks.core.webhook.Webhook;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides what an answer means. Pure. */
final class Judge {
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVICE_UNAVAILABLE = 503;

    /** By this response header a receiver says what is to become of the delivery or the webhook (spec.md §4). */
    private static final String CONTROL = "webhook-delivery";

    private static final String DISABLE = "disable";
    private static final String ABORT = "abort-message";

    private Judge() {}

    /** Returns a stable text for a failure; null for a success. */
    static @Nullable String error(Webhook webhook, SendResult result) {
        return switch (result) {
            case SendResult.Answered answered ->
                webhook.settings().format().isSuccess(answered.status()) ? null : "HTTP " + answered.status();
            case SendResult.Unanswered unanswered -> unanswered.failure().code();
        };
    }

    /**
     * Returns what follows.
     *
     * @param before the record before this attempt; null if there was none
     * @param attempt the number of the attempt
     * @param ended when it ended: a delay counts from there
     */
    static NextStep next(Webhook webhook, SendResult result, @Nullable Delivery before, int attempt, Instant ended) {
        if (error(webhook, result) == null) {
            return new NextStep.Done();
        }
        if (before != null && before.status().isFinal()) {
            return new NextStep.Stay(before.status());
        }
        if (controls(result, ABORT)) {
            return new NextStep.Abort();
        }
        if (result instanceof SendResult.Answered answered
                && webhook.settings().format().isFinal(answered.status())) {
            return new NextStep.GiveUp(Reason.PERMANENT_FAILURE);
        }
        RetrySchedule schedule = webhook.schedule();
        return schedule.delayBefore(attempt + 1)
                .<NextStep>map(delay -> new NextStep.RetryAt(ended.plus(atLeast(delay, result, ended))))
                .orElseGet(() -> new NextStep.GiveUp(exhausted(result)));
    }

    /**
     * Returns what an attempt showed about its webhook; null for nearly all. A receiver may ask to be disabled by any
     * answer, a success too. To end a delivery that succeeded changes nothing (Standard Webhooks, proposal 291).
     *
     * @param before what was known of the webhook when the attempt was admitted
     */
    static @Nullable Finding finding(Webhook webhook, SendResult result, Stats before, Instant ended) {
        if (result instanceof SendResult.Answered answered && answered.status() == GONE) {
            return new Finding(Finding.Kind.GONE, webhook.version());
        }
        if (controls(result, DISABLE)) {
            return new Finding(Finding.Kind.RECEIVER, webhook.version());
        }
        if (error(webhook, result) == null || controls(result, ABORT)) {
            return null;
        }
        if (Failing.disables(before, ended)) {
            return new Finding(Finding.Kind.FAILING, webhook.version());
        }
        return Failing.warns(before, ended) ? new Finding(Finding.Kind.WARNING, webhook.version()) : null;
    }

    private static boolean controls(SendResult result, String word) {
        return switch (result) {
            case SendResult.Answered answered ->
                header(answered, CONTROL)
                        .filter(value -> value.strip().equalsIgnoreCase(word))
                        .isPresent();
            case SendResult.Unanswered _ -> false;
        };
    }

    private static Optional<String> header(SendResult.Answered answered, String name) {
        return answered.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst();
    }

    /** The schedule, or what the receiver asked for if that is later. */
    private static Duration atLeast(Duration scheduled, SendResult result, Instant now) {
        return hint(result)
                .flatMap(value -> RetryAfter.parse(value, now))
                .map(asked -> RetryAfter.apply(scheduled, asked))
                .orElse(scheduled);
    }

    private static Optional<String> hint(SendResult result) {
        return switch (result) {
            case SendResult.Answered answered
            when answered.status() == TOO_MANY_REQUESTS || answered.status() == SERVICE_UNAVAILABLE ->
                header(answered, "retry-after");
            case SendResult.Answered _, SendResult.Unanswered _ -> Optional.empty();
        };
    }

    private static Reason exhausted(SendResult result) {
        return switch (result) {
            case SendResult.Unanswered unanswered
            when unanswered.failure() == SendFailure.BLOCKED_TARGET -> Reason.BLOCKED_TARGET;
            case SendResult.Answered _, SendResult.Unanswered _ -> Reason.EXHAUSTED;
        };
    }
}
